// The script tag of docs/collector.md. storepulse.min.js is made of it by `python -m producers.collector.build` and must stay under 3 KB.
(function (w, d, n) {
  var script = d.currentScript, set = script.dataset, url = new URL("collect?key=" + set.key, script.src).href,
    off = n.doNotTrack == 1 || n.globalPrivacyControl,
    memory = {}, who = {}, done = new WeakSet, early = (w.storepulse || {}).q || [],
    on, seen, since, page, busy, failed = 0,
    fields = "product category colour price quantity currency order position page_number".split(" ");

  // Storage may be forbidden: then ids last as long as the page.
  function get(name) { try { return localStorage["sp_" + name] } catch (e) { return memory[name] } }
  function put(name, value) { memory[name] = value; try { localStorage["sp_" + name] = value } catch (e) { } return value }
  function forget(name) { delete memory[name]; try { delete localStorage["sp_" + name] } catch (e) { } }

  function random() { return [...crypto.getRandomValues(new Uint8Array(16))].map(b => (b + 256).toString(36)).join("") }
  // A visit ends after 30 minutes without an event.
  function session() {
    var [id, last] = (get("s") || "").split("."), now = Date.now();
    if (!(now - last < 18e5)) id = random();
    put("s", id + "." + now);
    return id
  }

  function visible() { return d.visibilityState == "visible" }
  // Ms in sight since the event before.
  function spent() {
    var now = performance.now(), ms = seen + (since ? now - since : 0);
    since = visible() && now;
    seen = 0;
    return Math.min(Math.round(ms), 864e5)
  }

  function event(type, more) {
    return {
      id: type == "purchase" && more.order ? "purchase." + more.order : random(),
      type, at: Date.now(), visitor: get("v") || put("v", random()), session: session(), page, engaged: spent(), ...who, ...more
    }
  }

  // Events wait here until the collector has acknowledged them.
  function waiting() { return JSON.parse(get("q") || "[]") }
  function wait(events) { put("q", JSON.stringify(events.slice(-80))) }
  function body(events) { return JSON.stringify({ sent_at: Date.now(), events }) }
  function track(type, more = {}) { if (on) wait([...waiting(), event(type, more)]), flush() }
  function flush() {
    var events = waiting();
    if (!on || busy || !events[0]) return;
    busy = 1;
    // Text needs no preflight.
    fetch(url, { method: "POST", body: body(events), keepalive: true, credentials: "omit" }).then(answer => {
      if (answer.status > 499 || answer.status == 429) throw 0;
      events = events.map(e => e.id);
      if (on) wait(waiting().filter(e => !events.includes(e.id)));
      busy = failed = 0;
      flush()
    }).catch(() => { busy = 0; setTimeout(flush, Math.min(2e3 * 2 ** failed++, 3e5)) })
  }

  // On leaving, what waits goes along; where the collector was away, it is kept for the next page.
  function leave() {
    if (!on) return;
    var last = event("user_engagement", {}), events = failed ? [] : waiting();
    if (last.engaged) events.push(last);
    if (events[0] && n.sendBeacon(url, body(events)) && !failed) wait([])
  }

  function view(first) {
    var path = location.pathname.slice(0, 256), tags = new URLSearchParams(location.search), from = d.referrer.split("/")[2],
      utm_source = tags.get("utm_source"), utm_medium = tags.get("utm_medium");
    if (!on || page == path) return;
    page = path;
    track("page_view", !first || from == location.host ? {} :
      { utm_source, utm_medium, referrer: from, channel: from || utm_source || utm_medium ? null : "Direct" });
    setTimeout(look)
  }

  // Elements that say what they are by data-storepulse="view_item" data-product="B4" ...
  function said(element) {
    var more = {};
    fields.forEach(name => more[name] = element.getAttribute("data-" + name.replace("_", "-")));
    track(element.dataset.storepulse, more)
  }
  function shown(element) { return /^(view|purch)/.test(element.dataset.storepulse) }
  function look() { d.querySelectorAll("[data-storepulse]").forEach(e => { if (on && shown(e) && !done.has(e)) done.add(e), said(e) }) }

  function start() { if (!on) on = 1, seen = since = 0, page = "", spent(), view(1), flush() }

  w.storepulse = (type, more) => {
    if (off) return;
    if (type == "identify") Object.assign(who, more);
    else if (type != "consent") track(type, more);
    else if (put("c", +!!more)) start();
    else on = 0, ["v", "s", "q"].forEach(forget)
  };
  if (off) return;

  var push = history.pushState;
  history.pushState = function () { push.apply(this, arguments); view() };
  w.addEventListener("popstate", () => view());
  w.addEventListener("pageshow", e => { if (e.persisted) page = "", view() });
  w.addEventListener("pagehide", leave);
  d.addEventListener("visibilitychange", () => visible() ? since = performance.now() : leave());
  d.addEventListener("click", e => { e = e.target.closest("[data-storepulse]"); if (e && !shown(e)) said(e) }, true);
  d.addEventListener("DOMContentLoaded", look);
  // At once, while the page is still read: what it calls from now on is not to be lost.
  if (set.consent ? get("c") == 1 : get("c") != 0) start();
  early.forEach(call => w.storepulse(...call))
})(window, document, navigator)
