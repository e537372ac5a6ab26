import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

const API = '/api/class/passkeys/';

/** What the server has not done, as an HTTP status. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** Shows the button that logs in with a passkey, where the browser has them; the page stands whole without it. */
export function logInByPasskey(): void {
  const place = placeOf('log-in');
  const button = place?.querySelector('button');
  button?.addEventListener('click', () => {
    void telling(place!, button, async () => {
      const optionsJSON = await send<PublicKeyCredentialRequestOptionsJSON>('challenge', {});
      const response = await startAuthentication({ optionsJSON });
      const { next, home } = place!.dataset;
      const { to } = await send<{ to: string }>('log-in', { next, response });
      location.assign(to || home!);
    });
  });
}

/** Shows the form that makes a passkey, where the browser can. */
export function addPasskeys(): void {
  const form = placeOf('add') as HTMLFormElement | undefined;
  form?.addEventListener('submit', event => {
    event.preventDefault();
    void telling(form, form.querySelector('button')!, async () => {
      const typed = new FormData(form);
      const password = typed.get('current');
      const optionsJSON = await send<PublicKeyCredentialCreationOptionsJSON>('offer', { password });
      const response = await startRegistration({ optionsJSON });
      await send('add', { label: typed.get('label'), response });
      location.reload();
    });
  });
}

function placeOf(name: string): HTMLElement | undefined {
  const place = document.querySelector<HTMLElement>(`[data-passkey="${name}"]`);
  if (!place || !browserSupportsWebAuthn()) return undefined;
  place.hidden = false;
  return place;
}

async function send<T>(what: string, body: object): Promise<T> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(API + what, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Refused(response.status);
  return (await response.json()) as T;
}

/** Does it once at a time, and tells why it was not done. */
async function telling(place: HTMLElement, button: HTMLButtonElement, work: () => Promise<void>): Promise<void> {
  const said = place.querySelector<HTMLElement>('[role=alert]')!;
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  said.textContent = '';
  try {
    await work();
  } catch (error) {
    said.textContent = said.dataset[whyOf(error)] ?? said.dataset['refused'] ?? '';
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

function whyOf(error: unknown): 'refused' | 'often' | 'there' | 'cancelled' {
  if (error instanceof Refused) return error.status === 429 ? 'often' : error.status === 409 ? 'there' : 'refused';
  const isThere = error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED';
  return isThere ? 'there' : 'cancelled';
}
