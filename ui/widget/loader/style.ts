/** The launcher and the place of the frame; the shadow root keeps it and the page's styles apart. */
export const panelStyle = `
:host{--accent:#0c6b58;all:initial;position:fixed;z-index:2147483000;inset-block-end:20px;inset-inline-end:20px}
:host(.left){inset-inline:20px auto}
button{all:unset;box-sizing:border-box;position:relative;display:grid;place-items:center;width:56px;height:56px;border-radius:50%;background:var(--accent);color:#fff;color:lch(from var(--accent) calc((68 - l)*99) 0 0);cursor:pointer;box-shadow:0 6px 20px rgb(30 28 22/.24);transition:transform .12s}
button:hover{transform:translateY(-1px)}
button:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
svg{width:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.c,:host([open]) .o{display:none}:host([open]) .c{display:block}
b{position:absolute;inset:-3px -3px auto auto;min-width:20px;border-radius:10px;background:#b3301a;font:600 12px/20px system-ui,sans-serif;text-align:center}
iframe{position:absolute;inset:auto 0 72px auto;width:384px;height:min(680px,calc(100vh - 112px));border:0;border-radius:20px;background:#fff;box-shadow:0 8px 28px rgb(30 28 22/.2);color-scheme:normal}
:host(.left) iframe{inset-inline:0 auto}
:host([data-theme=dark]) iframe{background:#1c1b18}
[hidden]{display:none!important}
@media(prefers-color-scheme:dark){:host([data-theme=""]) iframe{background:#1c1b18}}
@media(max-width:500px){:host([open]) iframe{position:fixed;inset:0;width:100%;height:100%;height:100dvh;border-radius:0}:host([open]) button{display:none}}
@media(prefers-reduced-motion:reduce){button{transition:none}}
`
