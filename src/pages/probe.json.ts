import type { APIRoute } from 'astro';

import { readProbeWorkspace } from '../runtimes/probe/probe-workspace.ts';

/** The workspace in which a runtime is asked what it can do (`Files`). */
export const GET: APIRoute = async () => Response.json(await readProbeWorkspace());
