import { readdirSync } from 'node:fs';

const WORKSPACE = './src/workspace';
const PANELS = `${WORKSPACE}/panels`;

/** What a panel uses of the workspace, besides its own folder: what lies below panels (docs/decisions/001). */
export const OF_PANELS = {
  files: ['bench-context.ts', 'props.ts', 'panels/panel.ts'],
  folders: ['log', 'model', 'page', 'prose', 'session', 'wire', 'words'],
  why: 'it shows something of the model, and knows neither other panels nor who shows it',
};

/** The panels that there are. */
export const panels = readdirSync(new URL(`../${PANELS}`, import.meta.url), { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

const inFolder = path => path.slice(path.lastIndexOf('/') + 1);
const filesIn = folder => OF_PANELS.files.filter(file => file.startsWith(folder)).map(inFolder);

/** Nothing of the workspace but what OF_PANELS says. */
const OTHER_PARTS = [
  `${WORKSPACE}/!(${filesIn('').join('|')})`,
  `${WORKSPACE}/!(${OF_PANELS.folders.join('|')}|panels)/**/*`,
  `${PANELS}/!(${filesIn('panels/').join('|')})`,
];

const ofPanel = panel => ({
  target: `${PANELS}/${panel}/**/*`,
  from: [...OTHER_PARTS, `${PANELS}/!(${panel})/**/*`],
  message: `A panel may import of the workspace only ${[...OF_PANELS.files, ...OF_PANELS.folders].join(', ')}: ${OF_PANELS.why}.`,
});

/** Everything that is neither in a panel nor the list. */
const elsewhere = [
  './!(src)/**/*',
  './src/!(workspace)/**/*',
  `${WORKSPACE}/*`,
  `${WORKSPACE}/!(panels)/**/*`,
  `${PANELS}/!(index.ts)`,
];

const onlyTheList = {
  target: elsewhere,
  from: [`${PANELS}/*/**/*`],
  message: 'Only src/workspace/panels/index.ts imports panels: whoever shows them takes them from this list.',
};

/** Zones for `import-x/no-restricted-paths`. */
export const PANEL_ZONES = [...panels.map(ofPanel), onlyTheList];
