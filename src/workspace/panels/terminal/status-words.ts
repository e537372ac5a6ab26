import { count } from '../../../i18n/format.ts';
import { fill, type Lang, type Strings } from '../../../i18n/strings.ts';
import type { Exit } from '../../../runtimes/runtime.ts';
import type { TerminalState } from '../../session/terminal.ts';

type Words = Strings['workspace'];
const MB = 1_000_000;

/** What a terminal is at, in one line; nothing where its panel says more. */
export function statusWords(
  state: TerminalState,
  words: Words['terminal'],
  machine: Words['machine'],
  lang: Lang,
): string {
  if (state.at === 'open') return words.ready;
  if (state.at === 'failed') return words.failed;
  if (state.at === 'ended') return endWords(state.exit, words);
  if (state.at !== 'starting') return '';
  const { stage, done = 0, total = 0 } = state.progress ?? {};
  if (stage !== 'downloading' || total === 0) return words.starting;
  return fill(machine.downloading, { done: count(done / MB, lang, 1), total: count(total / MB, lang, 1) });
}

function endWords({ reason, code, message }: Exit, { exit: words }: Words['terminal']): string {
  if (reason === 'exited' && code !== null) return fill(code === 0 ? words.ok : words.code, { code });
  return fill(words.lost, { message: message ?? '' });
}
