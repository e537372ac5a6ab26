import { LANGS } from '../../i18n/strings.ts';
import type { Route } from './routes.ts';

export interface Matched {
  route: Route;
  params: Readonly<Record<string, string>>;
}

/** The routes at a path, whatever their method. A route without parameters in a place goes before one with. */
export function routesAt(routes: readonly Route[], path: string): Matched[] {
  const wanted = path.split('/');
  const found = routes.flatMap(route => {
    const params = paramsOf(route.path.split('/'), wanted);
    return params ? [{ route, params }] : [];
  });
  const fewest = Math.min(...found.map(({ params }) => Object.keys(params).length));
  return found.filter(({ params }) => Object.keys(params).length === fewest);
}

function paramsOf(pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== path.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    const given = path[at]!;
    if (!part.startsWith(':')) {
      if (part !== given) return undefined;
    } else if (/^[\w-]{1,64}$/.test(given)) params[part.slice(1)] = given;
    else return undefined;
  }
  return params['lang'] === undefined || LANGS.some(lang => lang === params['lang']) ? params : undefined;
}
