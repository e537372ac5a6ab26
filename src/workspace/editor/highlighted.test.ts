import { createHighlighter } from 'shiki';
import { describe, expect, it } from 'vitest';

import { showsText, textOfHighlighted } from './highlighted.ts';

const code = `if (a < b && c > d) say("it's", \`\${x}\`); // 한글 & "quotes" &lt;\n\n  tail();\n`;

describe('textOfHighlighted', () => {
  it('gives back the very text that Shiki was given', async () => {
    const shiki = await createHighlighter({ themes: ['min-light'], langs: ['javascript'] });
    expect(textOfHighlighted(shiki.codeToHtml(code, { lang: 'javascript', theme: 'min-light' }))).toBe(code);
    shiki.dispose();
  });

  it('sees that a draft is not what the HTML shows', () => {
    expect(showsText('<pre><code>a &#x3C; b</code></pre>', 'a < b\n')).toBe(true);
    expect(showsText('<pre><code>a &#x3C; b</code></pre>', 'a < c\n')).toBe(false);
  });
});
