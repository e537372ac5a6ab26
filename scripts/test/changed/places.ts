/** The folders of e2e/ with browser tests. */
export const BROWSER = [
  'classroom',
  'editor',
  'hostile',
  'lessons',
  'machine',
  'site',
  'webcontainer',
  'workspace',
] as const;
export type BrowserFolder = (typeof BROWSER)[number];

/** What a change at a place can affect, besides what Vitest finds by following imports. */
export interface Place {
  path: RegExp;
  /** Folders or files of unit tests that read it from the disk, which no import shows. */
  reads?: readonly string[];
  /** Every lesson has to be proved again, natively. */
  proofs?: true;
  /** The stage `machine`. */
  machine?: true;
  browser?: readonly BrowserFolder[];
}

const READ_LESSONS = ['src/course/', 'src/workspace/editor/', 'src/workspace/session/', 'testing/proof/', 'lint/'];

/** A change has the effects of every place it is in; one that is in none of them can affect everything. */
export const PLACES: readonly Place[] = [
  { path: /^(docs|\.github|\.ci)\/|^[^/]+\.md$|^(LICENSE|renovate\.json|\.(editorconfig|gitignore|prettier.*))$/ },
  { path: /^NOTICE$/, reads: ['scripts/notice/', 'src/site/notice.test.ts'], browser: ['site'] },
  { path: /^(lint\/|eslint\.config\.mjs$)/, reads: ['lint/'] },
  { path: /^(astro\.config\.mjs$|public\/)/, browser: ['site', 'webcontainer'] },
  { path: /^playwright\.config\.ts$/, browser: BROWSER },

  { path: /^content\//, reads: READ_LESSONS, browser: ['site', 'workspace', 'editor'] },
  { path: /^lessons\//, reads: READ_LESSONS, browser: ['hostile', 'site', 'workspace', 'webcontainer'] },
  { path: /^harness\//, reads: ['src/checker/', 'testing/proof/'], proofs: true, browser: ['hostile', 'lessons'] },

  { path: /^src\/checker\//, proofs: true, browser: ['hostile', 'lessons', 'workspace'] },
  { path: /^src\/course\//, proofs: true, browser: ['lessons', 'site', 'workspace'] },
  { path: /^src\/pki\//, proofs: true, machine: true, browser: ['machine', 'lessons'] },
  { path: /^src\/(i18n|ui)\//, browser: ['site', 'workspace', 'editor'] },
  { path: /\.css$/, reads: ['src/ui/styles/'] },
  { path: /^src\/(layouts|pages|progress|site)\//, browser: ['site', 'webcontainer'] },
  { path: /^src\/classroom\//, browser: ['classroom'] },
  { path: /^src\/wire\//, browser: ['site'] },
  { path: /^src\/workspace\//, browser: ['workspace', 'editor'] },
  { path: /^src\/emulator\//, machine: true, browser: ['machine', 'lessons'] },
  { path: /^src\/runtimes\/vm\//, machine: true, browser: ['machine', 'lessons'] },
  { path: /^src\/runtimes\/node\//, proofs: true, browser: ['workspace'] },
  { path: /^src\/runtimes\/(pool|probe|webcontainer)\//, browser: ['webcontainer', 'workspace'] },
  {
    path: /^src\/runtimes\/[^/]+$/,
    proofs: true,
    machine: true,
    browser: ['machine', 'lessons', 'webcontainer', 'workspace'],
  },
  { path: /^src\/(environment\/|[^/]+$)/, browser: ['site'] },

  {
    path: /^image\//,
    reads: ['image/cache/', 'src/emulator/'],
    machine: true,
    browser: ['machine', 'lessons', 'webcontainer'],
  },
  { path: /^integrations\//, browser: ['site', 'workspace', 'editor'] },
  { path: /^scripts\/(build|serve)\//, browser: ['site', 'classroom'] },
  { path: /^scripts\/(setup\/|[^/]+$)/, reads: ['scripts/setup/'] },
  { path: /^scripts\/(bench|class|https|lessons|notice|test)\// },
  { path: /(^|\/)README\.md$|^e2e\/gallery\.ts$/, reads: ['lint/'] },

  { path: /^testing\/proof\//, proofs: true, browser: ['hostile', 'lessons'] },
  { path: /^testing\/machine\//, machine: true, browser: ['machine', 'lessons', 'webcontainer'] },
  { path: /^e2e\/support\//, browser: BROWSER },
  { path: /^e2e\/machine\//, machine: true, browser: ['machine', 'lessons'] },
  ...BROWSER.map(folder => ({ path: new RegExp(`^e2e/${folder}/`), browser: [folder] })),
];
