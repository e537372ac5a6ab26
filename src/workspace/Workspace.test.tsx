import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';

import { exerciseSchema } from '../course/exercise.ts';
import { LANGS, stringsFor, type Lang } from '../i18n/strings.ts';
import { browserStore } from '../progress/index.ts';
import { createRuntimePool } from '../runtimes/pool/pool.ts';
import { Inline } from '../ui/Inline.tsx';
import { browserEnv } from './model/env.ts';
import { PANELS } from './panels/index.ts';
import type { Panel } from './panels/panel.ts';
import type { WorkspaceProps } from './props.ts';
import Workspace, { Bench } from './Workspace.tsx';

const propsIn = (lang: Lang): WorkspaceProps => ({
  lang,
  strings: stringsFor(lang),
  slug: 'double',
  version: 'v1',
  title: 'Double',
  hints: ['`a`', 'b', 'c'],
  exercise: exerciseSchema.parse({
    entry: 'double.mjs',
    files: { 'double.mjs': 'edit' },
    needs: [],
    steps: [['doubles'], ['text']],
    attacks: ['text'],
  }),
  starter: { 'double.mjs': 'export const double = n => n;\n' },
  highlighted: { 'double.mjs': '<pre>code</pre>' },
  checks: {
    doubles: { title: 'It *doubles*', why: 'w', outcomes: {} },
    text: { title: 'No `<text>`', why: 'w', outcomes: {} },
  },
  urls: { bundle: '/b', solution: '/s', machine: '/machine/' },
});

const page = (lang: Lang): string => renderToString(<Workspace {...propsIn(lang)} />);

describe.each(LANGS)('the bench from the server in %s', lang => {
  const { regions, actions } = stringsFor(lang);

  it('has its regions and controls by name', () => {
    const html = page(lang);
    for (const name of Object.values(regions)) expect(html).toContain(`aria-label="${name}"`);
    for (const name of Object.values(actions)) expect(html).toContain(`>${name}<`);
  });

  it('has every check with its title, not run yet', () => {
    const html = page(lang);
    expect(html).toMatch(/data-status="idle"[^>]*data-check="doubles"|data-check="doubles"[^>]*data-status="idle"/);
    expect(html).toContain('It <em>doubles</em>');
    expect(html).toContain('No <code translate="no">&lt;text></code>'.replace(' translate="no"', ''));
  });

  it('has a menu that is closed, and a way to a file of one’s own', () => {
    const { more, own } = stringsFor(lang).workspace;
    const html = page(lang);
    expect(html).toMatch(new RegExp(`aria-haspopup="menu" aria-expanded="false"[^]*${more.menu}`));
    expect(html).toContain(`aria-label="${own.add}"`);
    expect(html).not.toContain('<dialog');
  });

  it('gives away neither the solution nor a hint', () => {
    expect(page(lang)).not.toContain('<code>a</code>');
  });

  it('leaves no place unfilled and no word out', () => {
    expect(page(lang)).not.toMatch(/undefined|\[object|\{\w+\}/);
  });
});

describe('the list of panels', () => {
  const fixture: Panel = {
    id: 'wire',
    component: ({ title }) => <section class="ws-wire" aria-label={title} />,
    title: ({ model }) => `Wire of ${model.props.title}`,
    shown: () => true,
  };
  const withPanel = (panel: Panel): string => {
    const props = propsIn('en');
    return renderToString(
      <Bench props={props} env={browserEnv(props, browserStore, createRuntimePool())} panels={[panel, ...PANELS]} />,
    );
  };

  it('is shown in its order, whatever is in it', () => {
    const html = withPanel(fixture);
    const order = ['class="ws-code"', 'aria-label="Wire of Double"', 'class="ws-output', 'class="ws-checks'];
    const places = order.map(part => html.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('leaves out what has nothing to show', () => {
    expect(withPanel({ ...fixture, shown: () => false })).not.toContain('ws-wire');
  });

  it('has a tab for each, says how far it is, and hides all panels but one', () => {
    const html = withPanel({ ...fixture, tally: () => '2 of 5' });
    expect(html).toMatch(/role="tab" id="ws-tab-wire"[^>]*>Wire of Double<span[^>]*> 2 of 5</);
    const panels = html.match(/<div role="tabpanel" id="ws-panel-[^>]*>/g)!;
    expect(panels).toHaveLength(5);
    expect(panels.filter(panel => !/ hidden/.test(panel))).toEqual([expect.stringContaining('id="ws-panel-checks"')]);
  });

  it.each(PANELS)('has $id under its own class, once', ({ id, component: Component }) => {
    expect(PANELS.filter(panel => panel.id === id)).toHaveLength(1);
    const props = propsIn('en');
    const only: Panel = { ...fixture, id, component: Component };
    const html = renderToString(
      <Bench props={props} env={browserEnv(props, browserStore, createRuntimePool())} panels={[only]} />,
    );
    expect(html).toMatch(new RegExp(`class="ws-${id}[ "]`));
  });
});

describe('prose', () => {
  const html = (text: string): string =>
    renderToString(
      <p>
        <Inline text={text} />
      </p>,
    );

  it('has code and emphasis', () => {
    expect(html('use `a*b*c` *now*, **really**')).toContain('<em>now</em>, <strong>really</strong>');
    expect(html('use `a*b*c`')).toContain('a*b*c</code>');
  });

  it('leaves lone stars and ticks alone', () => {
    expect(html('2 * 3 * 4 `')).toBe('<p>2 * 3 * 4 `</p>');
  });

  it('never becomes markup', () => {
    expect(html('<img src=x> `<b>`')).not.toMatch(/<img|<b>/);
  });
});
