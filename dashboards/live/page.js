// What only the browser can do: which panels are in sight, how long ago "stored" was, light or dark, the address.
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
    document.querySelectorAll(".panel").forEach((panel) => observer.observe(panel));
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

  const address = (query) => history.replaceState(history.state, "", query + location.hash);
  const open = (metric) => {
    location.hash = "";
    location.hash = metric;
  };
  return { open, watch, theme, address };
})();
