/**
 * Which room may import which (docs/decisions/001-rooms-and-arrows.md). `only` lists what a room of src/ may use besides
 * itself; everything else under src/ is refused, with the reason. A test may use what it likes of src/ and testing/.
 */
const ROOMS = [
  {
    room: 'course/disk',
    only: ['course', 'pki', 'i18n'],
    why: 'it reads lessons and prose, for whoever builds, serves or tests them',
  },
  { room: 'pki', only: [], why: 'minting is a leaf: lessons name its certificates, and it knows none of them' },
  {
    room: 'emulator',
    only: [],
    why: 'it drives one machine in a tab and under Node alike, and knows no runtime, lesson or page',
  },
  { room: 'i18n', only: [], why: 'strings are a leaf: anybody may use them, so they may use nobody' },
  { room: 'ui', only: [], why: 'components are dumb and a leaf: what they show is given to them' },
  {
    room: 'runtimes',
    only: ['course', 'emulator', 'pki'],
    why: 'a runtime runs files; it knows neither lessons, nor checks, nor pages',
  },
  {
    room: 'checker',
    only: ['course', 'runtimes'],
    why: 'a verdict depends on files and a runtime, never on the page that shows it',
  },
  { room: 'progress', only: ['course'], why: 'what a reader did is kept apart from how it is shown and run' },
  {
    room: 'workspace',
    only: ['course', 'emulator', 'runtimes', 'checker', 'progress', 'ui', 'i18n'],
    why: 'workspace and classroom meet only in pages, through a ProgressSink; a workspace knows no page',
  },
  {
    room: 'classroom',
    only: ['course', 'progress', 'ui', 'i18n'],
    why: 'workspace and classroom meet only in pages, through a ProgressSink',
  },
  {
    room: 'layouts',
    only: ['course', 'ui', 'i18n'],
    why: 'a frame does not know what stands in it; pages put workspace and classroom there',
  },
  {
    room: 'site',
    only: ['course', 'emulator', 'runtimes', 'progress', 'workspace', 'ui', 'i18n'],
    why: 'it prepares what pages show and serves them; what a bench does is the workspace',
  },
];

const TESTS = '*.@(test|contract).@(ts|tsx)';

const inRoom = ROOMS.map(({ room, only, why }) => ({
  target: `./src/${room}/**/!(${TESTS})`,
  from: './src',
  except: [
    ...[room, ...only].map(name => `./${name}`),
    './environment.server.ts',
    './project.server.ts',
    './steps.server.ts',
    './whole-file.server.ts',
    './env.d.ts',
  ],
  message: `src/${room} may import only ${[room, ...only].map(name => `src/${name}`).join(', ')}: ${why}.`,
}));

/** The model itself, without its reader. */
const course = {
  target: './src/course/!(*.test).ts',
  from: './src/!(course)/**',
  message:
    'src/course may import only src/course: the course is a pure model, it runs in the build, in the page and in tests alike.',
};
const modelOnly = {
  target: './src/course/!(*.test).ts',
  from: './src/course/disk',
  message: 'src/course is a pure model: whoever wants it from the disk asks src/course/disk.',
};

const TOP = [
  {
    target: './lessons',
    allowed: ['harness'],
    why: 'An exercise is runnable without the site: it may import only #check and #work.',
  },
  {
    target: './harness',
    allowed: [],
    why: 'The harness runs inside the machine, beside hostile code: it may import only what Node has.',
  },
  {
    target: `./src/**/!(${TESTS})`,
    allowed: ['src', 'content'],
    why: 'The site knows neither how it is built, nor tools, nor tests: what they need of it they import.',
  },
  {
    target: './src/**/*.test.@(ts|tsx)',
    allowed: ['src', 'content', 'harness', 'testing', 'integrations', 'image'],
    why: 'A unit test stands beside what it tests; what drives a browser is in e2e/, and scripts/ are programs.',
  },
  {
    target: './image/**/!(*.test.ts)',
    allowed: ['image', 'src'],
    why: 'The image is built from Debian packages and its own guest files; pages and tests come later.',
  },
  {
    target: './integrations/**/!(*.test.ts)',
    allowed: ['integrations', 'image', 'src'],
    why: 'A plugin of the build may use the site and the image, never programs or tests.',
  },
  {
    target: './testing',
    allowed: ['testing', 'integrations', 'image', 'src', 'harness'],
    why: 'What tests share is imported by tests: it knows none of them, and no program.',
  },
  {
    target: './e2e',
    allowed: ['e2e', 'testing', 'integrations', 'image', 'src', 'content', 'public', 'harness'],
    why: 'scripts/ are programs, imported by nobody: what a test needs of one belongs to testing/ or src/.',
  },
  {
    target: './scripts',
    allowed: ['scripts', 'testing', 'integrations', 'image', 'src'],
    why: 'Tests in a browser are imported by nobody: what a program needs of one belongs to testing/.',
  },
];

const EVERY = [
  'lessons',
  'harness',
  'src',
  'image',
  'integrations',
  'testing',
  'e2e',
  'scripts',
  'content',
  'lint',
  'public',
];

const betweenRooms = TOP.map(({ target, allowed, why }) => ({
  target,
  from: EVERY.filter(room => !allowed.includes(room) && !target.startsWith(`./${room}`)).map(room => `./${room}`),
  message: why,
}));

/** Zones for `import-x/no-restricted-paths`. */
export const ARROWS = [...inRoom, course, modelOnly, ...betweenRooms];
