import { expect, it } from 'vitest';
import { drawPicture, drawTouchIcon, PICTURE_SIZE, TOUCH_ICON_SIZE } from './picture.server.ts';
import { atom } from './feed.ts';
import { robots, sitemap } from './sitemap.ts';

const SITE = new URL('https://handshake.example');

/** Width and height of a PNG (PNG specification, 11.2.2), or an error where the bytes are none. */
function sizeOf(png: Uint8Array): [width: number, height: number] {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

it.each(['en', 'ko'])('draws a picture of the size that links are shown with (%s)', async lang => {
  const title = lang === 'en' ? 'The example everyone copies' : '모두가 베껴 쓰는 예제';
  const picture = await drawPicture({ lang, above: 'Start', title, below: 'Handshake' });
  expect(sizeOf(picture)).toEqual([PICTURE_SIZE.width, PICTURE_SIZE.height]);
  const other = await drawPicture({ lang, above: 'Start', title: `${title}!`, below: 'Handshake' });
  expect(Buffer.from(other).equals(picture), 'the title is in it').toBe(false);
});

it('draws the sign for home screens', async () => {
  expect(sizeOf(await drawTouchIcon())).toEqual([TOUCH_ICON_SIZE, TOUCH_ICON_SIZE]);
});

it('names each page in each language, with all of its languages', () => {
  const text = sitemap(SITE, [{ en: '/en/a&b/', ko: '/ko/a&b/' }]);
  expect(text.match(/<loc>.*<\/loc>/g)).toEqual([
    '<loc>https://handshake.example/en/a&amp;b/</loc>',
    '<loc>https://handshake.example/ko/a&amp;b/</loc>',
  ]);
  expect(text.match(/hreflang="ko"/g)).toHaveLength(2);
});

it('tells crawlers of the map where the address is known', () => {
  expect(robots(SITE)).toContain('Sitemap: https://handshake.example/sitemap.xml');
  expect(robots(undefined)).not.toContain('Sitemap');
});

it('tells readers of feeds what is new, the newest first, under whole addresses', () => {
  const lesson = (title: string, published: string, updated = published) => ({
    path: `/ko/${title}/`,
    title,
    summary: 'A < B & C',
    published,
    updated,
  });
  const entries = [
    lesson('old', '2026-01-02T00:00:00.000Z', '2026-03-01T00:00:00.000Z'),
    lesson('new', '2026-02-02T00:00:00.000Z'),
  ];
  const text = atom(SITE, { lang: 'ko', title: 'Lessons', self: '/ko/feed.xml', home: '/ko/', entries });
  expect(text.match(/<id>.*<\/id>/g)).toEqual([
    '<id>https://handshake.example/ko/feed.xml</id>',
    '<id>https://handshake.example/ko/new/</id>',
    '<id>https://handshake.example/ko/old/</id>',
  ]);
  expect(/<updated>(.*)<\/updated>/.exec(text)![1], 'of the feed').toBe('2026-03-01T00:00:00.000Z');
  expect(text).toContain('<summary>A &lt; B &amp; C</summary>');
});
