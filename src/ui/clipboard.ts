/** Puts a text into the clipboard; false where the browser refuses. Over plain http there is none (Clipboard API, 8.1). */
export async function copyText(text: string): Promise<boolean> {
  const { clipboard } = navigator as { clipboard?: Clipboard };
  if (!clipboard) return false;
  return clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
