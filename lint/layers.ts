/** Layers of the files in src/ui/styles that hold others than those of components. */
const OF_STYLES: Readonly<Record<string, readonly string[]>> = {
  'fonts.css': ['tokens'],
  'tokens.css': ['tokens'],
  'base.css': ['base', 'utilities'],
  'prose.css': ['prose'],
};

const OF_ROOMS: Readonly<Record<string, string>> = {
  'src/ui/': 'components',
  'src/layouts/': 'layouts',
  'src/site/': 'site',
  'src/classroom/pages/': 'classroom',
  'src/workspace/': 'workspace',
  'src/workspace/panels/': 'panels',
};

/** The layers that a file's styles belong to; none where its room has no styles. */
export function layerOf(file: string): readonly string[] {
  const styles = 'src/ui/styles/';
  if (file.startsWith(styles)) return OF_STYLES[file.slice(styles.length)] ?? [];
  const room = Object.keys(OF_ROOMS).findLast(one => file.startsWith(one));
  return room ? [OF_ROOMS[room]!] : [];
}

/** The layers of a sheet that says their order and nothing else, lowest first. */
export function layersOf(css: string): string[] {
  const [statement = ''] = topLevel(css);
  return statement.replace(/^@layer /, '').split(/,\s*/);
}

/** The styles in a style sheet or a component of Astro. */
export function stylesOf(file: string, text: string): string[] {
  if (file.endsWith('.css')) return [text];
  return [...text.matchAll(/<style(?![^>]*set:html)[^>]*>(.*?)<\/style>/gs)].map(match => match[1]!);
}

/** The beginnings of what stands in none of these layers. */
export function outsideOf(layers: readonly string[], css: string): string[] {
  return topLevel(css).filter(start => !layers.some(layer => start === `@layer ${layer}`));
}

/** What stands before the brace or the semicolon of each rule that is in no other (CSS Syntax 3, 5.4.1). */
function topLevel(css: string): string[] {
  const bare = css.replace(/\/\*.*?\*\//gs, '');
  const found: string[] = [];
  let depth = 0;
  let start = '';
  for (const [token] of bare.matchAll(/'[^']*'|"[^"]*"|[^]/g)) {
    if (depth === 0 && (token === '{' || token === ';')) {
      found.push(start.trim());
      start = '';
    } else if (depth === 0) start += token;
    if (token === '{') depth++;
    if (token === '}' && --depth === 0) start = '';
  }
  return start.trim() ? [...found, start.trim()] : found;
}
