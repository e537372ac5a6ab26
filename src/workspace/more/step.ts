type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * Where a key leads in a menu from the entry at `at`, with these texts: the arrows go round, a letter to the next entry
 * that begins with it (ARIA Authoring Practices, Menu). Undefined for every other key.
 */
export function stepIn(
  { key, ctrlKey, metaKey, altKey }: Press,
  at: number,
  texts: readonly string[],
): number | undefined {
  const count = texts.length;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
  }
  if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return undefined;
  const after = texts.map((_, n) => (at + 1 + n) % count);
  return after.find(n => texts[n]!.replace('✓', '').trim().toLowerCase().startsWith(key.toLowerCase()));
}
