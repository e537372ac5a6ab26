/**
 * Which room may import which (docs/decisions/001-rooms-and-arrows.md). `only` lists what a room may use besides
 * itself; everything else under src/ is refused, with the reason.
 */
const ROOMS = [
  { room: 'course', only: [], why: 'the course is a pure model: it runs in the build, in the page and in tests alike' },
  { room: 'i18n', only: [], why: 'strings are a leaf: anybody may use them, so they may use nobody' },
  { room: 'ui', only: [], why: 'components are dumb and a leaf: what they show is given to them' },
  { room: 'runtimes', only: ['course'], why: 'a runtime runs files; it knows neither lessons, nor checks, nor pages' },
  {
    room: 'checker',
    only: ['course', 'runtimes'],
    why: 'a verdict depends on files and a runtime, never on the page that shows it',
  },
  { room: 'progress', only: ['course'], why: 'what a reader did is kept apart from how it is shown and run' },
  {
    room: 'workspace',
    only: ['course', 'runtimes', 'checker', 'progress', 'ui', 'i18n'],
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
];

const inRoom = ROOMS.map(({ room, only, why }) => ({
  target: `./src/${room}`,
  from: './src',
  except: [room, ...only].map(name => `./${name}`),
  message: `src/${room} may import only ${[room, ...only].map(name => `src/${name}`).join(', ')}: ${why}.`,
}));

/** Zones for `import-x/no-restricted-paths`. */
export const ARROWS = [
  ...inRoom,
  {
    target: './lessons',
    from: ['./src', './scripts', './content', './vm'],
    message: 'An exercise is runnable without the site: it may import only #check and #work.',
  },
  {
    target: './harness',
    from: ['./src', './scripts', './lessons', './content', './vm'],
    message: 'The harness runs inside the machine, beside hostile code: it may import only what Node has.',
  },
  {
    target: './src',
    from: './e2e',
    message: 'Tests drive the site; the site knows no tests.',
  },
];
