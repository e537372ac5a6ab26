import type { ColorScheme } from './code-theme.ts';

/** Calls `apply` now, and whenever the reader or the system changes its mind on the site's colours. */
export function onScheme(apply: () => void, gone?: AbortSignal): void {
  const chosen = new MutationObserver(apply);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  gone?.addEventListener('abort', () => chosen.disconnect());
  for (const system of [darkSystem(), forced()]) system.addEventListener('change', apply, gone && { signal: gone });
  apply();
}

/** How the site is painted now. */
export function currentScheme(): ColorScheme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return darkSystem().matches ? 'dark' : 'light';
}

export function darkSystem(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}

export function forced(): MediaQueryList {
  return matchMedia('(forced-colors: active)');
}

/** A colour of tokens.css, as it is now, as #rrggbb. */
export function tokenColour(name: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const [red, green, blue] = getComputedStyle(probe).color.match(/\d+/g)!.map(Number);
  probe.remove();
  return `#${[red, green, blue].map(part => part!.toString(16).padStart(2, '0')).join('')}`;
}
