// The basket lives in the browser; the checkout always fails, and tells the chat about it.
const KEPT = "foundry.basket";
const find = (selector) => document.querySelector(selector);
const euros = (cents) => `€${(cents / 100).toFixed(2)}`;

// Until the widget has loaded, what the page reports waits in a queue that the widget reads.
window.chatref ||= function () {
  (window.chatref.q ||= []).push([...arguments]);
};

function basket() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function keep(items) {
  localStorage.setItem(KEPT, JSON.stringify(items));
  showCount();
}

function showCount() {
  find("[data-count]").textContent = basket().length;
}

function sellFrom(form) {
  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    const chosen = form.querySelector(":checked");
    const { sku, name } = form.dataset;
    keep([...basket(), { sku, name, offer: chosen.dataset.title, cents: Number(chosen.value) * 100 }]);
    form.querySelector("[data-said]").innerHTML = 'In your basket. <a href="/cart">Have a look</a>';
  });
}

function showBasket(place) {
  const items = basket();
  if (!items.length) return;
  const table = document.createElement("table");
  for (const item of items) {
    const row = table.insertRow();
    for (const text of [`${item.name}, ${item.offer}`, `SKU ${item.sku}`, euros(item.cents)]) row.insertCell().textContent = text;
  }
  place.replaceChildren(table);
  find("[data-when-full]").hidden = false;
  find("[data-empty]").addEventListener("click", () => {
    keep([]);
    location.reload();
  });
}

function failPayments(form) {
  const cents = basket().reduce((sum, item) => sum + item.cents, 0) || 14900;
  for (const place of document.querySelectorAll("[data-total]")) place.textContent = euros(cents);
  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    const order = find("[data-order]").textContent;
    window.chatref("event", "payment_failed", { order, amount: euros(cents), reason: "declined by bank" });
    find("[data-failed]").hidden = false;
    find("[data-failed]").scrollIntoView({ block: "nearest" });
  });
}

function thankFor(verdict) {
  verdict.addEventListener("click", () => {
    verdict.parentElement.querySelector("[data-said]").textContent = "Thank you, noted.";
  });
}

function keepShut(door) {
  door.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    door.querySelector("[data-said]").textContent = "This is a demonstration: there is nobody to sign in as.";
  });
}

const PARTS = {
  "[data-buy]": sellFrom,
  "[data-basket]": showBasket,
  "[data-pay]": failPayments,
  "[data-verdict]": thankFor,
  "[data-door]": keepShut,
};
showCount();
for (const [selector, wake] of Object.entries(PARTS)) document.querySelectorAll(selector).forEach((part) => wake(part));
