"""The Chromium of the system's packages, for tests, measurements and pictures: where it is, and how it is started."""

CHROMIUM = "/usr/bin/chromium"
_OFF = [
    # The list below the address bar is a page of its own, made anew for each window: half of what a window costs.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What Playwright itself turns off, whose own list this one replaces.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
]
FLAGS = [
    f"--disable-features={','.join(_OFF)}",
    "--no-sandbox",  # the sandbox needs rights that a container's root doesn't have
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
