// The script tag of docs/collector.md. storepulse.min.js is made of it by `python -m producers.collector.build` and must stay under 3 KB.
(function (w, d, n) {
  var early = w.storepulse?.q;
  if (n.doNotTrack == 1 || n.globalPrivacyControl) return w.storepulse = () => { };

  var script = d.currentScript, url = new URL("collect?key=" + script.dataset.key, script.src), required = script.dataset.consent,
    hear = addEventListener, memory = {}, who = {}, there = [], most = 80, failed = 0,
    since, page, busy, looking,
    shows = "[data-storepulse^=view],[data-storepulse=purchase]",
    fields = "product category order page_number colour price quantity currency position".split(" ");

  // Storage may be forbidden or full: what it does not take lasts as long as the page.
  function get(name) { try { return memory[name] ?? localStorage["sp_" + name] } catch (e) { } }
  function forget(name) { delete memory[name]; try { delete localStorage["sp_" + name] } catch (e) { } }
  function put(name, value) {
    memory[name] = value;
    try { localStorage["sp_" + name] = value; delete memory[name] } catch (e) { }
    return value
  }
  // Asked each time, for the choice may have been made in another tab.
  function may() { return (get("c") ?? !required) > 0 }

  function random() { return crypto.getRandomValues(new Uint32Array(3)).join("-") }
  // A visit ends after 30 minutes without an event.
  function session() {
    var [id, last] = (get("s") || "").split("."), now = Date.now();
    if (!(now - last < 18e5)) id = random();
    put("s", id + "." + now);
    return id
  }

  // Ms in sight since the event before.
  function spent() {
    var now = performance.now(), ms = since ? now - since : 0;
    since = !d.hidden && now;
    return Math.min(ms, 864e5) | 0
  }

  function event(type, more) {
    return {
      id: random(), type, at: Date.now(), visitor: get("v") || put("v", random()), session: session(),
      page, engaged: spent(), ...who, ...more
    }
  }

  // Events wait here until the collector has acknowledged them.
  function waiting() { try { return [...may() && JSON.parse(get("q"))] } catch (e) { return [] } }
  function wait(events) { if (may()) put("q", JSON.stringify(events.slice(-80))) }
  // Drops from the array what does not fit: browsers let 64 KB outlive a page, and 20,000 characters are never more.
  function body(events) {
    var text;
    while ((text = JSON.stringify({ sent_at: Date.now(), events })).length > 2e4 && events[1]) events.length >>= 1;
    return text
  }
  function track(type, more) { view(); if (may()) wait([...waiting(), event(type, more)]), flush() }
  async function flush() {
    var events, text, answer, status;
    if (busy) return;
    busy = 1;
    try {
      // What is said in one breath goes in one body: by it the collector tells two lines of an order from one sent twice.
      await 0;
      while ((events = waiting().slice(0, most))[0]) {
        text = body(events);
        // Text needs no preflight.
        answer = await fetch(url, { method: "POST", body: text, keepalive: text.length < 2e4, credentials: "omit" });
        status = answer.status;
        if (status > 499 || status == 429) throw 0;
        // Nothing of it could be read, for one event spoiled it: from now on each goes alone.
        if (status == 400 && events[1] && !(await answer.text()).includes('"refused"')) most = 1;
        else events = events.map(e => e.id), wait(waiting().filter(e => !events.includes(e.id)));
        failed = 0
      }
    } catch (e) { setTimeout(flush, Math.min(2e3 * 2 ** failed++, 3e5)) }
    busy = 0
  }

  // On leaving, what waits goes along, and is kept: nobody hears whether it came. The next page sends it again, with the same ids.
  function leave() {
    look();
    var events = waiting(), last = may() && event("user_engagement");
    if (!last.engaged) return;
    if (events.push(last) > 1) wait(events);
    n.sendBeacon(url, body(events));
    since = 0
  }

  function view() {
    var path = location.pathname.slice(0, 256), tags = new URLSearchParams(location.search), from = d.referrer.split("/")[2],
      utm_source = tags.get("utm_source"), utm_medium = tags.get("utm_medium"), landing = page == null && from != location.host;
    if (!may() || page == path) return;
    page = path;
    track("page_view", landing && { utm_source, utm_medium, referrer: from, channel: from || utm_source || utm_medium ? null : "Direct" });
    soon()
  }

  // Elements that say what they are by data-storepulse="view_item" data-product="B4" ...
  function said(element) {
    var more = { type: element.dataset.storepulse };
    fields.forEach(name => more[name] = element.getAttribute("data-" + name.replace("_", "-")));
    return more
  }
  // Sends what was not there at the last look. What is drawn anew, or at another price, was; two lines of an order are two.
  function look() {
    var before = there;
    looking = 0;
    if (!may()) return;
    there = [];
    d.querySelectorAll(shows).forEach(element => {
      var more = said(element), name = Object.values(more).slice(0, 5) + "", place = before.indexOf(name);
      there.push(name);
      if (place < 0) track(more.type, more);
      else delete before[place]
    })
  }
  function soon() { looking = looking || setTimeout(look, 100) }

  w.storepulse = (type, more) => {
    if (type == "identify") Object.assign(who, more);
    else if (type != "consent") track(type, more);
    else {
      if (!more) who = {}, there = [], page = since = null, [..."vsq"].forEach(forget);
      put("c", +!!more);
      view()
    }
  };

  ["pushState", "replaceState"].forEach(name => {
    var change = history[name];
    history[name] = function () { change.apply(this, arguments); view() }
  });
  hear("popstate", view);
  hear("pageshow", e => { if (e.persisted) page = "", view() });
  hear("pagehide", leave);
  hear("visibilitychange", () => d.hidden ? leave() : since = page && performance.now());
  hear("click", e => {
    var element = e.target.closest("[data-storepulse]"), more = element && !element.matches(shows) && said(element);
    if (more) track(more.type, more)
  }, true);
  new MutationObserver(soon).observe(d, { childList: 1, subtree: 1, attributes: 1 });
  // At once, while the page is still read: what it calls from now on is not to be lost.
  view();
  early?.forEach(call => w.storepulse(...call))
})(window, document, navigator)
