/** Loads what sends a pupil's work to their class; nothing of it for a reader who is in none. */
export function whenInClass(): void {
  if (!/(^|; )in-class=1(;|$)/.test(document.cookie)) return;
  // Without it the bench is what it is for everybody.
  import('./outbox/connect.client.ts').then(({ connectToClass }) => connectToClass()).catch(() => {});
}
