import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { initWasm, Resvg } from '@resvg/resvg-wasm';
import satori from 'satori';

/** What a link to a page shows where links are shown with a picture (The Open Graph protocol): 1200 x 630 pixels. */
export interface Picture {
  lang: string;
  /** One line above the title, such as the chapter's name. */
  above: string;
  title: string;
  below: string;
}

export const PICTURE_SIZE = { width: 1200, height: 630 } as const;
/** The side of the picture that phones put on their home screen, in pixels. */
export const TOUCH_ICON_SIZE = 180;

/** Of tokens.css, which a picture cannot read. */
const COLOR = {
  paper: '#fbfbf9',
  ink: '#1d2126',
  soft: '#454c54',
  learner: '#1d55b5',
  peer: '#09655f',
  line: '#83898f',
};

const resolve = createRequire(import.meta.url).resolve;
const fontFile = (weight: string): Promise<Buffer> =>
  readFile(resolve(`pretendard/dist/public/static/alternative/Pretendard-${weight}.ttf`));

let tools: Promise<{ regular: Buffer; bold: Buffer }> | undefined;

/** Both fonts, and the renderer ready: once for all pictures of a build. */
function ready() {
  return (tools ??= (async () => {
    const [regular, bold] = await Promise.all([fontFile('Regular'), fontFile('Bold')]);
    await initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
    return { regular, bold };
  })());
}

/** As PNG. */
export async function drawPicture(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const { regular, bold } = await ready();
  const svg = await satori(layout(picture), {
    ...PICTURE_SIZE,
    fonts: [
      { name: 'Pretendard', data: regular, weight: 400 },
      { name: 'Pretendard', data: bold, weight: 700 },
    ],
  });
  return pngOf(svg);
}

/** The site's sign on paper, as PNG: home screens show no transparency. */
export async function drawTouchIcon(): Promise<Uint8Array<ArrayBuffer>> {
  await ready();
  return pngOf(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${TOUCH_ICON_SIZE}" height="${TOUCH_ICON_SIZE}" viewBox="-8 -8 48 48">
      <rect x="-8" y="-8" width="48" height="48" fill="${COLOR.paper}"/>${SIGN}</svg>`,
  );
}

function pngOf(svg: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Resvg(svg).render().asPng());
}

/** public/favicon.svg's drawing, 32 units wide. */
const SIGN = `<path d="M12 16 H20" stroke="${COLOR.line}" stroke-width="3"/>
  <rect x="1" y="9" width="14" height="14" rx="3" fill="${COLOR.learner}"/>
  <circle cx="24" cy="16" r="7.5" fill="${COLOR.peer}"/>`;

/** A line from the learner's end to the other's, with a message under way: what the course is about. */
const WIRE = `<svg xmlns="http://www.w3.org/2000/svg" width="1040" height="96" viewBox="0 0 1040 96">
  <path d="M80 48 H960" stroke="${COLOR.line}" stroke-width="6"/>
  <rect x="0" y="4" width="88" height="88" rx="18" fill="${COLOR.learner}"/>
  <circle cx="992" cy="48" r="47" fill="${COLOR.peer}"/>
  <rect x="560" y="24" width="150" height="48" rx="10" fill="${COLOR.paper}" stroke="${COLOR.learner}" stroke-width="5"/>
  <path d="M580 64 L604 32 M612 64 L636 32 M644 64 L668 32 M676 64 L694 40" stroke="${COLOR.learner}" stroke-width="5"/>
</svg>`;

function layout({ lang, above, title, below }: Picture) {
  return box(
    {
      ...PICTURE_SIZE,
      boxSizing: 'border-box',
      padding: '70px 80px 64px',
      flexDirection: 'column',
      justifyContent: 'space-between',
      background: COLOR.paper,
      color: COLOR.ink,
      fontFamily: 'Pretendard',
      // Korean breaks between words only.
      wordBreak: lang === 'ko' ? 'keep-all' : 'normal',
    },
    [
      box({ flexDirection: 'column', gap: 18 }, [
        box({ fontSize: 34, color: COLOR.soft }, above),
        box({ fontSize: 72, fontWeight: 700, lineHeight: 1.18 }, title),
      ]),
      box({ flexDirection: 'column', gap: 40 }, [
        {
          type: 'img',
          key: null,
          props: { src: `data:image/svg+xml;utf8,${encodeURIComponent(WIRE)}`, width: 1040, height: 96 },
        },
        box({ fontSize: 30, color: COLOR.soft }, below),
      ]),
    ],
  );
}

type Box = { type: string; key: null; props: Record<string, unknown> };

function box(style: Record<string, string | number>, children: string | Box[]): Box {
  return { type: 'div', key: null, props: { style: { display: 'flex', ...style }, children } };
}
