// What only the browser can do: which panels are in sight, how long ago "stored" was, light or dark, the address.
// A link may name a panel (#sessions) that stands on another dashboard: then the server is asked to open that one.
window.storepulse = (() => {
  const inSight = new Set();
  let told = "";
  const tell = () => {
    const names = [...inSight].sort();
    if (names.join() === told) return;
    told = names.join();
    emitEvent("seen", names);
  };
  const watch = () => {
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          inSight[isIntersecting ? "add" : "delete"](target.dataset.metric);
        }
        tell();
      },
      { rootMargin: "300px" },
    );
    const look = () => {
      observer.disconnect();
      inSight.clear();
      told = "";
      document.querySelectorAll(".sections .panel").forEach((panel) => observer.observe(panel));
    };
    new MutationObserver(look).observe(document.querySelector(".sections"), { childList: true });
    look();
    if (location.hash) open(location.hash.slice(1));
  };

  const ago = (ms) => {
    const s = Math.max(0, Math.round(ms / 1000));
    if (s < 60) return `${s} s ago`;
    if (s < 3600) return `${Math.round(s / 60)} min ago`;
    if (s < 172800) return `${Math.round(s / 3600)} h ago`;
    return `${Math.round(s / 86400)} days ago`;
  };
  setInterval(() => {
    for (const element of document.querySelectorAll("[data-since]")) {
      const age = Date.now() - Number(element.dataset.since);
      element.textContent = `stored ${ago(age)}`;
      element.classList.toggle("live", age < 15000);
    }
  }, 500);

  const saved = localStorage.getItem("storepulse-theme");
  const wait = setInterval(() => {
    if (typeof setDark !== "function" || !document.querySelector(".q-layout")) return;
    clearInterval(wait);
    if (saved) setDark(saved === "dark");
  }, 30);
  const theme = () => {
    const dark = !document.body.classList.contains("body--dark");
    localStorage.setItem("storepulse-theme", dark ? "dark" : "light");
    setDark(dark);
  };

  // A turned page keeps the panel that is sought, if it is on it.
  const address = (query, turned) => {
    const kept = !turned || document.getElementById(location.hash.slice(1));
    history.replaceState(history.state, "", query + (kept ? location.hash : ""));
  };
  const open = (metric, tries = 0) => {
    if (!metric || tries > 600) return; // half a minute: a busy page takes its time
    if (!document.getElementById(metric)) {
      if (!tries) emitEvent("sought", metric);
      setTimeout(() => open(metric, tries + 1), 50);
      return;
    }
    location.hash = "";
    location.hash = metric;
  };
  return { open, watch, theme, address };
})();
