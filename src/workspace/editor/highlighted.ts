const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text that Shiki's HTML shows; used to see whether it still shows what the file says. */
export function textOfHighlighted(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (entity, hex?: string, decimal?: string, name?: string) => {
      if (hex) return String.fromCodePoint(parseInt(hex, 16));
      if (decimal) return String.fromCodePoint(Number(decimal));
      return ENTITIES[name ?? ''] ?? entity;
    });
}

/** True if the HTML shows this text; a line break at the very end makes no difference to the eye. */
export function showsText(html: string, text: string): boolean {
  return textOfHighlighted(html).replace(/\n$/, '') === text.replace(/\n$/, '');
}
