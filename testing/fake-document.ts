import { render, type ComponentChild } from 'preact';
import { act } from 'preact/test-utils';

/** As much of a DOM node as Preact needs to draw and to hear of events. */
class FakeNode {
  readonly localName: string;
  readonly nodeType: number;
  readonly childNodes: FakeNode[] = [];
  readonly given = new Map<string, unknown>();
  readonly #listeners = new Map<string, (this: FakeNode, event: object) => void>();
  parentNode: FakeNode | null = null;
  data = '';

  constructor(localName = '') {
    this.localName = localName;
    this.nodeType = localName === '' ? 3 : 1;
  }

  get firstChild(): FakeNode | null {
    return this.childNodes[0] ?? null;
  }
  get nextSibling(): FakeNode | null {
    const all = this.parentNode?.childNodes ?? [];
    return all[all.indexOf(this) + 1] ?? null;
  }
  get textContent(): string {
    return this.data + this.childNodes.map(({ textContent }) => textContent).join('');
  }

  insertBefore(node: FakeNode, before: FakeNode | null): void {
    node.parentNode?.removeChild(node);
    const at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(at, 0, node);
    node.parentNode = this;
  }
  removeChild(node: FakeNode): void {
    this.childNodes.splice(this.childNodes.indexOf(node), 1);
    node.parentNode = null;
  }
  setAttribute(name: string, value: unknown): void {
    this.given.set(name, value);
  }
  removeAttribute(name: string): void {
    this.given.delete(name);
  }
  addEventListener(type: string, listener: (this: FakeNode, event: object) => void): void {
    this.#listeners.set(type, listener);
  }
  removeEventListener(type: string): void {
    this.#listeners.delete(type);
  }
  /** `type` as the component has it behind `on`: `Click`. */
  dispatch(type: string): void {
    this.#listeners.get(type)?.call(this, { type });
  }
}

const fakeDocument = {
  createElementNS: (_: string, name: string) => new FakeNode(name),
  createTextNode: (text: string) => Object.assign(new FakeNode(), { data: text }),
};

/** A component that was drawn, as a reader has it before them. */
export class Drawn {
  readonly #root = new FakeNode('main');

  get text(): string {
    return this.#root.textContent;
  }

  all(name: string): FakeNode[] {
    const below = (node: FakeNode): FakeNode[] => [node, ...node.childNodes.flatMap(below)];
    return below(this.#root).filter(({ localName }) => localName === name);
  }

  /** Presses the button that says so. */
  async press(text: string): Promise<void> {
    const button = this.all('button').find(
      one => one.textContent.trim() === text || one.given.get('aria-label') === text,
    );
    if (!button) throw new Error(`no button says "${text}" in: ${this.text}`);
    if (button.given.has('disabled')) throw new Error(`the button "${text}" is disabled`);
    await act(() => button.dispatch('Click'));
  }

  /** Chooses the radio button whose label says so. */
  async choose(text: string): Promise<void> {
    const label = this.all('label').find(one => one.textContent.includes(text));
    const input = label?.childNodes.find(({ localName }) => localName === 'input');
    if (!input) throw new Error(`no answer says "${text}" in: ${this.text}`);
    if (input.given.has('disabled')) throw new Error(`the answer "${text}" cannot be chosen any more`);
    await act(() => input.dispatch('Change'));
  }

  /** Lets what has changed since (a signal) be drawn. */
  async redraw(): Promise<void> {
    await act(() => {});
  }

  async draw(what: ComponentChild): Promise<void> {
    Object.assign(globalThis, { document: fakeDocument });
    await act(() => render(what, this.#root as unknown as Element));
  }

  /** Takes it away, with all that it listened to. */
  async close(): Promise<void> {
    await this.draw(null);
    delete (globalThis as { document?: unknown }).document;
  }
}

/** Draws a component without a browser: its effects run, and it hears presses. For what a string of HTML cannot show. */
export async function draw(what: ComponentChild): Promise<Drawn> {
  const drawn = new Drawn();
  await drawn.draw(what);
  return drawn;
}
