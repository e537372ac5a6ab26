/** Where the learner's files are said to lie, so that they find each other and Node's declarations. */
export const WORK_URI = 'file:///lesson/work/';

/** TypeScript's own numbers for ESNext, NodeNext and NodeNext: Monaco's lists leave the last two out. */
const TARGET = 99;
const MODULE = 199;
const MODULE_RESOLUTION = 99;

/**
 * The language service sees a lesson as Node does: ES modules, `.mjs`, no browser. Without `checkJs` TypeScript
 * tells only of what no engine would run, so it never finds fault with working code.
 */
export const COMPILER_OPTIONS = {
  target: TARGET,
  module: MODULE,
  moduleResolution: MODULE_RESOLUTION,
  lib: ['lib.esnext.d.ts'],
  types: [],
  allowJs: true,
  allowNonTsExtensions: true,
  noEmit: true,
  strict: true,
  paths: { '#work/*': [`${WORK_URI}*`] },
};

/**
 * Remarks that are no mistakes in plain JavaScript: what is unused as yet, types that could be inferred, modules
 * without declarations, conversions to other forms, an `await` that TypeScript finds needless.
 */
export const REMARKS: number[] = [
  6133, 6138, 6192, 6196, 6198, 7016, 7028, 7043, 7044, 7045, 7046, 7047, 7048, 7049, 7050, 80001, 80002, 80004, 80005,
  80006, 80007, 80008, 80009, 80010,
];
