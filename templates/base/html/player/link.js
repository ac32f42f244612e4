// Two windows of one talk in step: the stage and the presenter's window, which is the same file, asked for `?presenter=`.
//
// They speak by postMessage, the one way that needs no common origin: a deck opened from disk has an opaque one, equal to
// nothing, where BroadcastChannel, storage events and the other window's DOM are out of reach. For the same reason the
// target is "*" there, so a message counts only if it comes from the very window at the other end and holds a secret made
// for this session. From a server BroadcastChannel carries the same messages too, because a host may cut the tie between
// windows (Cross-Origin-Opener-Policy), and the stage's tab may be closed and opened again.
//
// A message is a state of the whole talk, never a command: hearing one twice or late does no harm. `turn` counts changes;
// the higher one wins, and the stage where both changed at once. The presenter's window says hello twice a second, to find
// a stage that was reloaded or that missed something.

const presenterSecret = new URLSearchParams(location.search).get("presenter");
const talk = { turn: 0, at: -1, click: 0, veil: "", since: 0, spent: 0, came: 0 };

// Storage that may be forbidden (sandboxed frames) or full: what cannot be kept is forgotten.
const keep = (kind, key, value) => {
  try {
    if (value !== undefined) window[kind].setItem(key, value);
    return window[kind].getItem(key);
  } catch {
    return null;
  }
};

const sessionSecret = () => {
  const key = `talkdeck.link ${location.pathname}`;
  const fresh = crypto.getRandomValues(new Uint32Array(4)).join("");
  return keep("sessionStorage", key) ?? keep("sessionStorage", key, fresh) ?? fresh;
};

const opaque = self.origin === "null";
// `peer` is the other window; `moreToTell` is set where there is more than where the slides are.
let peer = presenterSecret && opener;
let moreToTell;
const secret = presenterSecret ?? sessionSecret();
let channel;
let hearing;
let missed = 0;

const linked = () => peer && !peer.closed;

const tell = (hello = false) => {
  if (hello) missed += 1;
  const message = { ...talk, talkdeck: secret, hello };
  channel?.postMessage(message);
  if (linked()) peer.postMessage(message, opaque ? "*" : self.origin);
};

// Something changed here: the other window follows.
const takeTurn = (change) => {
  Object.assign(talk, change);
  talk.turn += 1;
  moreToTell = false;
  tell();
};

const hear = ({ data, source, origin }) => {
  if (data?.talkdeck !== secret || origin !== self.origin) return;
  // Messages of a channel have no source. A stage that was reloaded takes the first window that knows the secret.
  if (source) {
    if (linked() && source !== peer) return;
    peer = source;
  }
  missed = 0;
  const { talkdeck, hello, ...told } = data;
  if (told.turn < talk.turn || (told.turn === talk.turn && !presenterSecret)) {
    if (hello || told.turn < talk.turn) tell();
    return;
  }
  Object.assign(talk, told);
  hearing = true;
  goTo(talk.at, talk.click);
  setVeil(talk.veil);
  hearing = false;
  tellChange();
};

// The place that a window opens with is no change, nor is what it has just heard.
const tellChange = () => {
  const { at, click, veil } = state;
  if (hearing) return;
  if (talk.at < 0) Object.assign(talk, { at, click });
  else if (at !== talk.at || click !== talk.click || veil !== talk.veil || moreToTell) takeTurn({ at, click, veil });
};

// Opens the other window, or brings it to the front; false where the browser forbids it. By its name, a window that a
// reloaded stage has not heard of yet is taken again rather than doubled.
const openPresenter = () => {
  if (linked()) {
    peer.focus();
    return true;
  }
  const address = new URL(location.href);
  address.searchParams.set("presenter", secret);
  peer = open(address, `presenter ${secret}`, "popup,width=1280,height=800");
  return peer;
};

const startLink = () => {
  addEventListener("message", hear);
  if (!opaque) {
    channel = new BroadcastChannel(`talkdeck ${secret}`);
    channel.onmessage = hear;
  }
  // Last, so that what else follows from a change is told with it.
  onChange(tellChange);
};
