import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';

import { exerciseSchema } from '../course/exercise.ts';
import { LANGS, stringsFor } from '../i18n/strings.ts';
import { Inline } from '../ui/Inline.tsx';
import Workspace from './Workspace.tsx';

const page = (lang: 'en' | 'ko'): string =>
  renderToString(
    <Workspace
      lang={lang}
      strings={stringsFor(lang)}
      slug="double"
      version="v1"
      title="Double"
      hints={['`a`', 'b', 'c']}
      exercise={exerciseSchema.parse({
        entry: 'double.mjs',
        files: { 'double.mjs': 'edit' },
        needs: [],
        steps: [['doubles'], ['text']],
        attacks: ['text'],
      })}
      starter={{ 'double.mjs': 'export const double = n => n;\n' }}
      highlighted={{ 'double.mjs': '<pre>code</pre>' }}
      checks={{
        doubles: { title: 'It *doubles*', why: 'w', outcomes: {} },
        text: { title: 'No `<text>`', why: 'w', outcomes: {} },
      }}
      urls={{ bundle: '/b', solution: '/s', machine: '/machine/' }}
    />,
  );

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

  it('gives away neither the solution nor a hint', () => {
    expect(page(lang)).not.toContain('<code>a</code>');
  });

  it('leaves no place unfilled and no word out', () => {
    expect(page(lang)).not.toMatch(/undefined|\[object|\{\w+\}/);
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
