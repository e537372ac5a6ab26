import { PANEL_ZONES } from './panels.mjs';

/**
 * Which room may import which (docs/decisions/001-rooms-and-arrows.md). A room is a folder; `may` lists what it uses
 * besides itself and packages, and all else is refused, with the reason. `src/*` are the few files right in src/.
 */
export const SRC_ROOMS = {
  'src/*': { may: ['src/course'], why: 'what lies right in src/ serves every room, so it knows almost none' },
  'src/environment': {
    may: ['src/*', 'src/runtimes'],
    why: 'it reads what the site owner has set, for whoever builds, serves or tests',
  },
  'src/i18n': { may: ['content'], why: 'strings are a leaf: anybody may use them, so they may use nobody' },
  'src/ui': { may: [], why: 'components are dumb and a leaf: what they show is given to them' },
  'src/pki': { may: ['src/*'], why: 'minting is a leaf: lessons name its certificates, and it knows none of them' },
  'src/course': {
    may: [],
    why: 'the course is a pure model; whoever wants it from the disk asks src/course/disk',
  },
  'src/course/disk': {
    may: ['src/*', 'src/course', 'src/i18n', 'src/pki'],
    why: 'it reads lessons and prose, for whoever builds, serves or tests them',
  },
  'src/emulator': {
    may: ['src/*'],
    why: 'it drives one machine in a tab and under Node alike, and knows no runtime, lesson or page',
  },
  'src/runtimes': {
    may: ['src/*', 'src/course', 'src/emulator', 'src/pki'],
    why: 'a runtime runs files; it knows neither lessons, nor checks, nor pages',
  },
  'src/checker': {
    may: ['src/course', 'src/runtimes'],
    why: 'a verdict depends on files and a runtime, never on the page that shows it',
  },
  'src/progress': { may: ['src/course'], why: 'what a reader did is kept apart from how it is shown and run' },
  'src/wire': { may: ['src/course'], why: 'it reads packets, whoever recorded them and wherever they are shown' },
  'src/workspace': {
    may: [
      'src/course',
      'src/emulator',
      'src/runtimes',
      'src/checker',
      'src/progress',
      'src/wire',
      'src/ui',
      'src/i18n',
    ],
    why: 'a workspace knows no page; it meets the classroom only in pages, through a ProgressSink',
  },
  'src/classroom': { may: [], why: 'what lies right in it serves every room of a classroom' },
  'src/classroom/rules': {
    may: ['src/course'],
    why: 'rules are pure: what may be done and what counts depends on no database, request or page',
  },
  'src/classroom/data': {
    may: ['src/classroom/rules'],
    why: 'it keeps what it is given, and knows neither HTTP nor pages nor machines',
  },
  'src/classroom/grading': {
    may: [
      'src/*',
      'src/course',
      'src/course/disk',
      'src/emulator',
      'src/runtimes',
      'src/checker',
      'src/classroom/rules',
      'src/classroom/data',
    ],
    why: 'it runs what pupils hand in, and knows neither requests nor pages',
  },
  'src/classroom/server': {
    may: [
      'src/*',
      'src/environment',
      'src/i18n',
      'src/course',
      'src/course/disk',
      'src/classroom/rules',
      'src/classroom/data',
    ],
    why: "it answers requests from the data; what is shown is the pages', what is run is grading's",
  },
  'src/classroom/pages': {
    may: ['src/course', 'src/progress', 'src/ui', 'src/i18n', 'src/classroom/rules', 'src/classroom/server'],
    why: 'a classroom knows no page; it meets the workspace only in pages, through a ProgressSink',
  },
  'src/layouts': {
    may: ['src/course', 'src/ui', 'src/i18n'],
    why: 'a frame does not know what stands in it; pages put workspace and classroom there',
  },
  'src/site': {
    may: [
      'src/*',
      'src/environment',
      'src/course',
      'src/course/disk',
      'src/emulator',
      'src/runtimes',
      'src/progress',
      'src/workspace',
      'src/ui',
      'src/i18n',
      'content',
    ],
    why: 'it prepares what pages show, and serves them; it judges no work',
  },
  'src/pages': {
    may: [
      'src/*',
      'src/course',
      'src/course/disk',
      'src/runtimes',
      'src/progress',
      'src/workspace',
      'src/classroom/rules',
      'src/classroom/server',
      'src/classroom/pages',
      'src/layouts',
      'src/site',
      'src/ui',
      'src/i18n',
    ],
    why: 'a page puts rooms together; it neither judges work, nor drives a machine, nor mints',
  },
};

const SRC = Object.keys(SRC_ROOMS);

export const OUTER_ROOMS = {
  content: { may: ['src/ui'], why: 'prose uses components and nothing else' },
  public: { may: [], why: 'it is served as it is, file by file' },
  lessons: { may: ['harness'], why: 'an exercise runs without the site: it has #check and #work' },
  harness: { may: [], why: 'it runs inside the machine, beside hostile code: it has only what Node has' },
  image: {
    may: ['src/*', 'src/environment', 'src/emulator'],
    why: 'a machine is built of Debian packages and its own files, and knows no lesson, check, page, test or program',
  },
  integrations: { may: [...SRC, 'image'], why: 'a plugin of the build uses the site and the image, and no program' },
  testing: {
    may: [...SRC, 'image', 'integrations', 'harness', 'content'],
    why: 'what tests share is imported by tests: it knows none of them, and no program',
  },
  e2e: {
    may: [...SRC, 'image', 'integrations', 'harness', 'content', 'public', 'testing'],
    why: 'programs are imported by nobody: what a test needs of one belongs to testing/ or src/',
  },
  scripts: {
    may: [...SRC, 'image', 'integrations', 'testing'],
    why: 'tests are imported by nobody: what a program needs of one belongs to testing/',
  },
  lint: { may: SRC, why: 'rules know the code that they hold, and no test or program' },
};

/** What the tests of a room may import besides the room itself. */
export const OF_TESTS = {
  may: [...SRC, 'content', 'harness', 'image', 'integrations', 'testing'],
  why: 'a unit test stands beside what it tests; what drives a browser is in e2e/, and scripts/ are programs',
};

/** @type {Record<string, { may: string[], why: string }>} */
export const ROOMS = { ...SRC_ROOMS, ...OUTER_ROOMS };

const TESTS = '*.@(test|contract).@(ts|tsx)';
const SPECS = '*.spec.ts';

/** The folders of a room: all below it, but only itself where other rooms lie within. */
function foldersOf(room) {
  if (room === 'src/*') return './src';
  return Object.keys(ROOMS).some(other => other.startsWith(`${room}/`)) ? `./${room}` : `./${room}/**`;
}

const refusedTo = (room, may) =>
  Object.keys(ROOMS)
    .filter(other => other !== room && !may.includes(other))
    .map(other => `${foldersOf(other)}/*`);

const ofRooms = Object.entries(ROOMS).map(([room, { may, why }]) => ({
  target: `${foldersOf(room)}/!(${TESTS})`,
  from: refusedTo(room, may),
  message: `${room} may import only ${[room, ...may].join(', ')}: ${why}.`,
}));

const ofTheirTests = Object.keys(ROOMS).map(room => ({
  target: `${foldersOf(room)}/${TESTS}`,
  from: refusedTo(room, OF_TESTS.may),
  message: `A test in ${room} may import only ${[...new Set([room, ...OF_TESTS.may])].join(', ')}: ${OF_TESTS.why}.`,
}));

/** A test may use other tests (a contract stands beside what keeps it); what is no test may not. */
const noTest = {
  target: `./**/!(${TESTS}|${SPECS})`,
  from: [`./**/${TESTS}`, `./**/${SPECS}`],
  message: 'Only tests may import a test: what others need of it belongs to testing/.',
};

/** Zones for `import-x/no-restricted-paths`. */
export const ARROWS = [...ofRooms, ...ofTheirTests, noTest, ...PANEL_ZONES];
