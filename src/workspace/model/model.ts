import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';

import type { CheckReport, CheckResult } from '../../checker/report.ts';
import { checkIds } from '../../course/check-ids.ts';
import type { WireRowPlace } from '../../course/hands-on.ts';
import { isProgram } from '../../course/own-files.ts';
import { runBy } from '../../course/run-by.ts';
import type { ExerciseBundle, FileMap } from '../../course/workspace.ts';
import {
  codeAtRisk,
  codeName,
  damagedKeys,
  draftTakenAway,
  isDone,
  loadProgress,
  progressSink,
  readLesson,
  recordHints,
  recordSolutionSeen,
  recordTry,
  recordVisit,
  recordExplained,
  withHints,
  type KeptCopy,
  type LessonRecord,
  type Store,
  type StoreTrouble,
} from '../../progress/index.ts';
import { fill } from '../../i18n/strings.ts';
import type { WorkspaceProps } from '../props.ts';
import { FetchProblem } from '../session/fetch-json.ts';
import type { Scheduler } from '../log/output-log.ts';
import { Session } from '../session/session.ts';
import type { AfterPassing } from './after.ts';
import { keepShown, readShown } from '../session/shown.ts';
import { Terminal } from '../session/terminal.ts';
import { usualTimes } from '../session/usual-times.ts';
import { oddClock, type OddClock } from './clock.ts';
import { Code } from './code.ts';
import type { Env } from './env.ts';
import { Looks } from './looks.ts';
import { opensAtOnce, RUNGS, rungsAt, type Rungs } from './hints.ts';
import { SharedCode } from './shared-code.ts';
import { SharedFiles } from './shared-files.ts';
import { Teaching } from './teaching.ts';
import { Tools } from './tools.ts';
import type { FilePlace } from './places.ts';

/** Two versions of the code, side by side in the place of the editor. */
export type Compare =
  | { kind: 'solution' | 'starter' | 'other-tab' | 'shared'; files: FileMap }
  | { kind: 'copy'; files: FileMap; copy: KeptCopy };

/** A place the editor goes to; the same place again with another `nonce` goes there again. */
export interface Reveal extends FilePlace {
  nonce: number;
}

/** A question that stands open in the bench; no dialog, nothing is blocked meanwhile. */
export type Asking = 'reset' | 'solution';

/** The whole bench of one lesson, without its page: what is shown, and what each control does. */
export class Model {
  readonly props: WorkspaceProps;
  readonly ids: readonly string[];
  readonly code: Code;
  readonly session: Session;
  readonly teaching: Teaching;
  readonly tools: Tools;
  readonly link: SharedCode;
  readonly looks = new Looks();
  readonly terminal: Terminal;
  /** The files of the terminal, once there has been one. */
  readonly shared = signal<SharedFiles | undefined>(undefined);
  readonly rungs: ReadonlySignal<Rungs>;
  readonly active: Signal<string>;
  /** The file in front: the one last opened, or the lesson's first where that is gone. */
  readonly shown: ReadonlySignal<string>;
  /** What Run starts now: a program of the reader's own while it is in front, and else the lesson's. */
  readonly program: ReadonlySignal<string>;
  readonly reveal = signal<Reveal | undefined>(undefined);
  readonly asking = signal<Asking | undefined>(undefined);
  readonly compare = signal<Compare | undefined>(undefined);
  readonly hintsShown = signal(false);
  readonly wireShown = signal(false);
  /** The check whose messages are replayed. */
  readonly replay = signal<string | undefined>(undefined);
  /** The next rung was pressed before its time: another press opens it. */
  readonly hintEarly = signal(false);
  readonly solution = signal<'none' | 'loading' | 'failed'>('none');
  readonly storeTrouble = signal<StoreTrouble | undefined>(undefined);
  /** Not everything is kept at the moment: before the page goes, `losesCode` is to be asked. */
  readonly risky = signal(false);
  readonly damaged = signal(false);
  readonly nothingToReset = signal(false);
  /** What is odd about the reader's clock, as it was when something last began. */
  readonly clock = signal<OddClock | undefined>(undefined);
  /** When the shown verdicts come from an earlier visit: its time. */
  readonly restoredAt = signal<number | undefined>(undefined);
  readonly #lesson = signal<LessonRecord>({ v: 1, tries: 0, hints: 0, solution: false, best: 0 });
  readonly #env: Env;
  #store: Store | undefined;
  #solution: Promise<FileMap> | undefined;
  #reveals = 0;

  /** Some shown verdict is about other code than the one in the editor. */
  readonly stale: ReadonlySignal<boolean>;

  constructor(props: WorkspaceProps, env: Env) {
    this.props = props;
    this.#env = env;
    this.ids = checkIds(props.exercise);
    this.active = signal(props.exercise.entry);
    this.code = new Code({ ...props, isHidden: () => env.isHidden(), now: () => env.now() });
    this.shown = computed(() =>
      this.active.value in this.code.files.value ? this.active.value : props.exercise.entry,
    );
    this.program = computed(() => {
      const open = this.shown.value;
      return this.code.own.value.includes(open) && isProgram(open) ? open : runBy(props.exercise);
    });
    this.session = new Session({
      exercise: props.exercise,
      starter: props.starter,
      work: task => (task === 'check' ? this.code.judged : this.code.files).peek(),
      loadRuntime: () => env.loadRuntime(),
      loadBundle: signal => env.fetchJson<ExerciseBundle>(props.urls.bundle, signal),
      onVerdict: (report, work) => this.#judged(report, work),
      schedule: draw => env.schedule(draw),
      times: usualTimes(props.slug),
      machineTimes: usualTimes('*'),
    });
    this.link = new SharedCode(this.code, props.slug, props.exercise.files);
    this.tools = new Tools({
      code: this.code,
      files: props.exercise.files,
      shown: () => this.shown.peek(),
      loadFormatter: () => env.loadFormatter(),
    });
    this.terminal = new Terminal({
      equip: signal => this.session.equip(signal),
      share: bundle => (this.shared.value = this.#share(bundle)),
      onTyped: changed => this.code.files.subscribe(changed),
    });
    const { after } = props.urls;
    this.teaching = new Teaching({
      steps: props.exercise.steps,
      session: this.session,
      loadAfter: after === undefined ? undefined : () => env.fetchJson<AfterPassing>(after),
    });
    this.rungs = computed(() => rungsAt(this.teaching.step.value, props, this.#lesson.value));
    this.stale = computed(() => this.ids.some(id => this.isStale(id)));
  }

  /** Draws something soon; see `Scheduler`. */
  readonly schedule: Scheduler = draw => this.#env.schedule(draw);

  get lesson(): ReadonlySignal<LessonRecord> {
    return this.#lesson;
  }

  /** Whether there is a verdict on this check, and it is about other code than the one in the editor. */
  isStale(id: string): boolean {
    const { code } = this.session.checks.value[id] ?? {};
    return code !== undefined && code !== this.code.name.value;
  }

  /** Whether every lesson of the course has been passed, as far as they are written. */
  courseDone(): boolean {
    const { lessons = [] } = this.props;
    if (!this.#store || lessons.length === 0) return false;
    const progress = loadProgress(this.#store);
    return lessons.every(slug => isDone(progress.lessons[slug]));
  }

  /**
   * Takes up what the browser has kept, as soon as it is known, and then calls `live`. Returns what ends it: another
   * lesson takes this one's place.
   */
  attach(live = (): void => {}): () => void {
    const store = this.#env.store();
    let detach = (): void => this.#leave();
    const callOff = store.whenReady(() => {
      detach = this.#takeUp(store);
      live();
    });
    return () => {
      callOff();
      detach();
    };
  }

  #takeUp(store: Store): () => void {
    const damagedBefore = damagedKeys(store).length;
    const detachCode = this.code.attach(store);
    this.#store = store;
    batch(() => {
      this.#lesson.value = readLesson(store, this.props.slug);
      this.damaged.value = damagedKeys(store).length > damagedBefore;
      this.#lookAtClock();
      this.#recallShown();
      this.#restoreVerdicts();
    });
    const look = (): void =>
      batch(() => {
        this.storeTrouble.value = store.trouble;
        this.risky.value = store.trouble !== undefined || codeAtRisk(store);
      });
    const quiet = [store.onTrouble(look), store.onChange(look)];
    look();
    // A twin is no place in the course, where a reader would go on.
    if (!this.props.urls.twinOf) recordVisit(store, { lang: this.props.lang, path: this.#env.path() });
    return () => {
      this.keepShown();
      quiet.forEach(stop => stop());
      this.#leave();
      detachCode();
    };
  }

  #leave(): void {
    this.terminal.close();
    this.session.leave();
  }

  #share(bundle: ExerciseBundle): SharedFiles {
    const { code, tools, props } = this;
    const onBoth = (name: string): void => tools.say(words => fill(words.terminal.both, { name }));
    return new SharedFiles({ code, modes: props.exercise.files, bundle, onBoth });
  }

  /** Whether code would be lost if the page went now. */
  losesCode(): boolean {
    this.code.flush();
    return this.#store !== undefined && codeAtRisk(this.#store);
  }

  /** The reader has just saved all they wrote here to a file. */
  takenAway(): void {
    this.code.flush();
    if (this.#store) draftTakenAway(this.#store, this.props.slug);
  }

  run(program = this.program.value): void {
    this.#goOn();
    this.#lookAtClock();
    this.looks.leaveRow();
    void this.session.run(program);
  }

  /** Runs all checks, or first the one named; see `Session.check`. */
  check(alone?: string): void {
    this.#goOn();
    this.#lookAtClock();
    this.looks.leaveRow();
    this.restoredAt.value = undefined;
    void this.session.check(alone);
  }

  edit(path: string, text: string): void {
    this.code.edit(path, text);
    this.nothingToReset.value = false;
  }

  /** Goes to a place in the learner's files. */
  jump({ path, line, column }: FilePlace): void {
    batch(() => {
      this.compare.value = undefined;
      this.active.value = path;
      this.reveal.value = { path, line, ...(column && { column }), nonce: ++this.#reveals };
    });
  }

  /** Replays what a check put on the wire. */
  showOnWire(check: string): void {
    batch(() => {
      this.replay.value = check;
      this.wireShown.value = true;
    });
  }

  /** Runs a program for what it puts on the wire. */
  lookAtWire(program: string): void {
    this.replay.value = undefined;
    this.looks.atWire.value = true;
    this.run(program);
  }

  /** Goes to a message of the last run, in the wire's panel. */
  showRow(row: WireRowPlace): void {
    const { record, without } = this.session.wire;
    if (!record.peek()?.packets.length) return this.tools.say(({ wire }) => (without.peek() ? wire.none : wire.first));
    batch(() => {
      this.replay.value = undefined;
      this.looks.show(row);
      this.wireShown.value = true;
    });
  }

  /** Opens the terminal with a command in it, for the reader to send. */
  prepare(command: string): void {
    this.looks.openTerminal();
    this.terminal.prepare(command);
  }

  /** Shows one of the files, in place of a comparison if there is one. */
  open(path: string): void {
    batch(() => {
      this.compare.value = undefined;
      this.active.value = path;
    });
  }

  /** Makes a file of the reader's own and opens it, with the caret in it. */
  makeFile(name: string): void {
    this.#goOn();
    this.code.make(name);
    this.open(name);
    this.#env.schedule(() => this.tools.hand.current?.focus());
  }

  renameFile(from: string, to: string): void {
    this.#goOn();
    batch(() => {
      this.code.rename(from, to);
      this.open(to);
    });
  }

  deleteFile(name: string): void {
    this.#goOn();
    this.#replaceBy(() => this.code.remove(name));
  }

  askReset(): void {
    this.#goOn();
    if (this.code.changed.value) this.asking.value = 'reset';
    else this.nothingToReset.value = true;
  }

  reset(): void {
    this.asking.value = undefined;
    this.#replaceBy(() => this.code.reset());
  }

  /** The Hint button: the first press opens the first rung too. */
  toggleHints(): void {
    this.hintsShown.value = !this.hintsShown.value;
    if (this.hintsShown.value && this.rungs.value.opened === 0) this.#openRung(1);
  }

  /** Opens the next rung, or asks for one more press. */
  nextHint(): void {
    const { tries } = this.#lesson.value;
    const rung = this.rungs.value.opened + 1;
    if (rung > RUNGS) return;
    if (!this.hintEarly.value && !opensAtOnce(rung, tries)) this.hintEarly.value = true;
    else if (rung === RUNGS) void this.showSolution();
    else this.#openRung(rung);
  }

  askSolution(): void {
    this.#goOn();
    if (this.#lesson.value.solution) void this.showSolution();
    else this.asking.value = 'solution';
  }

  /** Fetches the solution, now and never before, and shows it beside the learner's code. */
  async showSolution(): Promise<void> {
    this.asking.value = undefined;
    this.solution.value = 'loading';
    try {
      const files = await (this.#solution ??= this.#env.fetchJson<FileMap>(this.props.urls.solution));
      batch(() => {
        this.solution.value = 'none';
        this.hintEarly.value = false;
        this.compare.value = { kind: 'solution', files };
        if (this.#store) this.#lesson.value = recordSolutionSeen(this.#store, this.props.slug);
      });
    } catch (error) {
      this.#solution = undefined;
      this.solution.value = 'failed';
      if (!(error instanceof FetchProblem)) throw error;
    }
  }

  /** Takes over what is compared with, except another tab's code: that is a choice of its own. */
  takeCompared(): void {
    const compared = this.compare.value;
    if (!compared) return;
    if (compared.kind === 'solution') this.#replaceBy(() => this.code.takeSolution(compared.files));
    else if (compared.kind === 'starter') this.takeNewStarter();
    else if (compared.kind === 'copy') this.bring(compared.copy);
    else if (compared.kind === 'shared') this.takeLinked();
    else this.resolve('theirs');
  }

  /** What a link has brought, in the place of the reader's code, which is kept. */
  takeLinked(): void {
    this.#goOn();
    this.#replaceBy(() => this.link.accept());
  }

  /** What a link has brought goes, and the reader's code stays. */
  leaveLinked(): void {
    batch(() => {
      this.link.leave();
      if (this.compare.value?.kind === 'shared') this.compare.value = undefined;
    });
  }

  takeNewStarter(): void {
    this.#replaceBy(() => this.code.takeNewStarter());
  }

  bring(copy: KeptCopy): void {
    this.#replaceBy(() => this.code.bring(copy));
  }

  /** What was compared was the code before: the editor comes back with the new one. */
  #replaceBy(replace: () => void): void {
    batch(() => {
      this.compare.value = undefined;
      replace();
    });
  }

  resolve(choice: 'mine' | 'theirs'): void {
    batch(() => {
      this.code.resolve(choice);
      if (this.compare.value?.kind === 'other-tab') this.compare.value = undefined;
    });
  }

  /** Keeps the reader's own sentence on what the lesson is about. */
  explain(text: string): void {
    if (this.#store) this.#lesson.value = recordExplained(this.#store, this.props.slug, text);
  }

  #openRung(rung: number): void {
    batch(() => {
      const step = this.rungs.value.step?.at;
      this.hintEarly.value = false;
      this.#lesson.value = this.#store
        ? recordHints(this.#store, this.props.slug, rung, step)
        : withHints(this.#lesson.value, rung, step);
    });
  }

  #judged(report: CheckReport, work: FileMap): void {
    this.teaching.note(report.results);
    const { seed, passed, results } = report;
    progressSink()?.checked(this.props.slug, work, {
      seed,
      passed,
      total: this.ids.length,
      results: results.map(brief),
    });
    if (!this.#store) return;
    this.#lesson.value = recordTry(this.#store, this.props.slug, {
      statuses: Object.fromEntries(report.results.map(({ id, status }) => [id, status])),
      passed: report.passed,
      part: report.only !== undefined,
      code: codeName(work),
      at: this.#env.now(),
    });
    this.hintEarly.value = false;
  }

  /** Keeps what the panels show for a reload, and for the same lesson in the other language. */
  keepShown(): void {
    const shown = this.session.shown();
    if (shown) keepShown(this.props.slug, shown, this.#env.now(), () => this.#env.tabStorage());
  }

  /** A Check that another tab has finished since is newer. */
  #recallShown(): void {
    const kept = readShown(this.props.slug, () => this.#env.tabStorage());
    if (kept && kept.at >= (this.#lesson.value.last?.at ?? 0)) this.session.recall(kept.shown);
  }

  #restoreVerdicts(): void {
    const { last } = this.#lesson.value;
    const known = Object.values(this.session.checks.value).some(({ code }) => code !== undefined);
    if (!last || last.code !== this.code.name.value || known) return;
    this.session.restore(last.statuses, last.code);
    this.restoredAt.value = last.at;
  }

  #lookAtClock(): void {
    this.clock.value = oddClock(this.#env.now(), this.props.builtAt ?? -Infinity);
  }

  /** Whatever was left standing belongs to what the reader did before. */
  #goOn(): void {
    batch(() => {
      this.asking.value = undefined;
      this.nothingToReset.value = false;
      this.replay.value = undefined;
      this.tools.said.value = undefined;
      this.code.settled();
      if (this.solution.value === 'failed') this.solution.value = 'none';
    });
  }
}

/** A result without its evidence. */
function brief({ id, status, failure }: CheckResult): { id: string; status: string; outcome?: string } {
  return { id, status, ...(failure?.outcome !== undefined && { outcome: failure.outcome }) };
}
