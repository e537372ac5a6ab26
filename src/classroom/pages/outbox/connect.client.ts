import { classWordsFor } from '../../../i18n/class-words.ts';
import { plural } from '../../../i18n/format.ts';
import { LANGS, type Lang } from '../../../i18n/strings.ts';
import { setProgressSink } from '../../../progress/index.ts';
import { classSink } from './class-sink.ts';
import { Outbox } from './outbox.ts';
import { Sender, type SendState } from './sender.ts';
import './class-line.css';

/** Who this browser's pupil is, as the server said last: known offline, too. */
interface Place {
  pupil: string;
  classId: string;
  /** How far the pupil's devices have counted there. */
  counter?: number;
}

const KEY = 'handshake.class';

const later = (ms: number, then: () => void): (() => void) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};

/** Sends what the pupil does on this page to their class, from now on; does nothing where there is no class. */
export async function connectToClass(): Promise<void> {
  const place = (await ask()) ?? remembered();
  if (!place) return;
  const outbox = new Outbox();
  // Where the browser refuses its database just now, work is still to be sent once it does not.
  await outbox.seen(place.counter ?? 0).catch(() => {});
  const sender = new Sender({
    outbox,
    pupil: place.pupil,
    address: `/api/class/${place.classId}/work`,
    fetch: (...request) => fetch(...request),
    later,
    onState: tell,
  });
  const sink = classSink({ outbox, pupil: place.pupil, now: Date.now, later, onWork: () => sender.kick() });
  setProgressSink(sink);
  addEventListener('online', () => sender.kick());
  addEventListener('pagehide', sink.flush);
  document.addEventListener('visibilitychange', () => document.hidden && sink.flush());
  sender.kick();
}

/** Asks the server; undefined where it cannot be reached, or says that nobody is logged in. */
async function ask(): Promise<Place | undefined> {
  try {
    const answer = await fetch('/api/class/');
    if (!answer.ok) return undefined;
    const { pupil, classes } = (await answer.json()) as { pupil: string; classes: { id: string; counter: number }[] };
    const [klass] = classes;
    // Whoever is logged in now is nobody's pupil: what they do is no work of the one who was here before.
    if (!klass) {
      localStorage.removeItem(KEY);
      return undefined;
    }
    const place = { pupil, classId: klass.id, counter: klass.counter };
    localStorage.setItem(KEY, JSON.stringify(place));
    return place;
  } catch {
    return undefined;
  }
}

function remembered(): Place | undefined {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Says how it stands where that is for the pupil to know; in a place of its own, over nothing else of the page. */
function tell(state: SendState): void {
  const lang: Lang = LANGS.find(one => one === document.documentElement.lang) ?? 'en';
  const { lesson: words } = classWordsFor(lang);
  const line = lineOf();
  line.dataset['state'] = state.state;
  if (state.state === 'sent') line.textContent = words.sent;
  else if (state.state === 'closed') line.textContent = words.closed;
  else if (state.state === 'waiting') line.textContent = plural(state.n, words.waiting, lang);
  else {
    const link = Object.assign(document.createElement('a'), {
      href: `/${lang}/class/return/`,
      textContent: words.logIn,
    });
    line.replaceChildren(`${words.loggedOut} `, link);
  }
}

function lineOf(): HTMLElement {
  const there = document.querySelector<HTMLElement>('[data-class-line]');
  if (there) return there;
  const line = Object.assign(document.createElement('p'), { role: 'status' });
  line.dataset['classLine'] = '';
  document.body.append(line);
  return line;
}
