// Language, colours and tooltips. Without JavaScript the page shows English, in the system's colours.
(() => {
  "use strict";
  const root = document.documentElement;
  const given = new URLSearchParams(location.search);
  const themeSwitch = document.querySelector("[data-theme-switch]");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const remembered = (key) => {
    try { return localStorage.getItem(`omnichannel-rfm-${key}`); } catch { return null; }
  };
  const remember = (key, value) => {
    try { localStorage.setItem(`omnichannel-rfm-${key}`, value); } catch { /* not allowed here */ }
  };

  const showLanguage = (language) => {
    for (const page of document.querySelectorAll(".page")) page.hidden = page.lang !== language;
    for (const button of document.querySelectorAll("[data-language]")) {
      const chosen = button.dataset.language === language;
      button.setAttribute("aria-pressed", String(chosen));
      if (chosen) document.title = button.dataset.title;
    }
    root.lang = language;
    themeSwitch.textContent = themeSwitch.getAttribute(`data-text-${language}`);
    themeSwitch.setAttribute("aria-label", themeSwitch.getAttribute(`data-label-${language}`));
  };

  const showTheme = (theme) => {
    root.dataset.theme = theme;
    themeSwitch.setAttribute("aria-pressed", String(theme === "dark"));
  };

  const known = [...document.querySelectorAll("[data-language]")].map((b) => b.dataset.language);
  const wanted = [given.get("lang"), remembered("language"), navigator.language.slice(0, 2)];
  showLanguage(wanted.find((language) => known.includes(language)) ?? known[0]);
  const themes = [given.get("theme"), remembered("theme"), dark.matches ? "dark" : "light"];
  showTheme(themes.find((theme) => theme === "dark" || theme === "light"));

  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      // Stay in the section that is being read.
      const sections = [...document.querySelectorAll(".page:not([hidden]) section")];
      const read = sections.filter((section) => section.getBoundingClientRect().top < 120).pop();
      const offset = read ? read.getBoundingClientRect().top : 0;
      showLanguage(button.dataset.language);
      remember("language", button.dataset.language);
      const same = read && document.getElementById(
        read.id.replace(/-\w+$/, `-${button.dataset.language}`));
      if (same) scrollBy(0, same.getBoundingClientRect().top - offset);
    });
  }
  themeSwitch.addEventListener("click", () => {
    const theme = root.dataset.theme === "dark" ? "light" : "dark";
    showTheme(theme);
    remember("theme", theme);
  });

  // What a mark of a chart stands for, where the pointer is; the tables say the same to all.
  const tip = document.getElementById("tip");
  const labelAt = (target) => target.closest?.("svg [aria-label]")?.getAttribute("aria-label");
  document.addEventListener("pointermove", (event) => {
    const label = labelAt(event.target);
    tip.hidden = !label;
    if (!label) return;
    tip.textContent = label;
    const left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
    tip.style.left = `${Math.max(8, left)}px`;
    const below = event.clientY + 20;
    const fits = below + tip.offsetHeight < innerHeight;
    tip.style.top = `${fits ? below : event.clientY - tip.offsetHeight - 12}px`;
  });
  document.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
})();
