import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { WireWords } from '../../i18n/wire-words.ts';
import { endName } from '../../wire/packet/index.ts';
import type { Message } from '../../wire/read.ts';
import { troubleIn } from './messages.ts';

export interface MessageListProps {
  messages: readonly Message[];
  chosen: number;
  choose: (message: number) => void;
  words: WireWords;
}

/** In pixels, as wire.css has it: only the rows in sight are there. */
const ROW = 44;
const AROUND = 8;

const MOVES: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: at => at + 1,
  ArrowUp: at => at - 1,
  PageDown: at => at + 10,
  PageUp: at => at - 10,
  Home: () => 0,
  End: (_, last) => last,
};

/** The messages in their order: one tab stop, the arrow keys choose. */
export function MessageList({ messages, chosen, choose, words }: MessageListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(ROW * 10);
  const last = messages.length - 1;
  useLayoutEffect(() => {
    const element = box.current!;
    setHeight(element.clientHeight);
    const [above, below] = [chosen * ROW, (chosen + 1) * ROW - element.clientHeight];
    if (element.scrollTop > above) element.scrollTop = above;
    else if (element.scrollTop < below) element.scrollTop = below;
  }, [chosen, messages]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    choose(Math.max(0, Math.min(last, move(chosen, last))));
  };
  const from = Math.max(0, Math.floor(top / ROW) - AROUND);
  const shown = messages.slice(from, Math.ceil((top + height) / ROW) + AROUND).map((_, n) => from + n);
  // The chosen one is always there: `aria-activedescendant` names it.
  if (messages[chosen] && !shown.includes(chosen)) shown.push(chosen);
  return (
    <div
      ref={box}
      class="wire-list"
      role="listbox"
      tabIndex={0}
      aria-label={words.page.messages}
      aria-activedescendant={messages[chosen] ? `wire-message-${chosen}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
    >
      <div style={{ blockSize: `${messages.length * ROW}px` }} role="presentation">
        {shown.map(at => (
          <Option
            key={at}
            message={messages[at]!}
            at={at}
            all={messages.length}
            chosen={at === chosen}
            choose={choose}
            words={words}
          />
        ))}
      </div>
    </div>
  );
}

interface OptionProps {
  message: Message;
  at: number;
  all: number;
  chosen: boolean;
  choose: (message: number) => void;
  words: WireWords;
}

/** The arrow says what the words beside it say, too. */
function Option({ message, at, all, chosen, choose, words: { page } }: OptionProps) {
  const { side, protocol, name, packet, from, to } = message;
  const unread = troubleIn(message) !== undefined;
  return (
    <div
      id={`wire-message-${at}`}
      class={`wire-message wire-${side}`}
      role="option"
      aria-selected={chosen}
      aria-posinset={at + 1}
      aria-setsize={all}
      style={{ insetBlockStart: `${at * ROW}px` }}
      title={from.address && `${endName(from)} > ${endName(to)}`}
      onClick={() => choose(at)}
    >
      <span class="wire-number">{packet}</span>
      <span class="wire-arrow" aria-hidden="true" />
      <span class="sr-only">{side === 'client' ? page.toServer : page.toClient}</span>
      <span class="wire-name">
        {protocol} {name}
      </span>
      {unread && <span class="wire-unread">{page.unread}</span>}
    </div>
  );
}
