import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { configRoutes } from './config-routes.ts';
import { docsRoutes } from './docs-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { formRoutes } from './form-routes.ts';
import { leadChangeRoutes } from './lead-change-routes.ts';
import { leadRoutes } from './lead-routes.ts';
import { scoringRoutes } from './scoring-routes.ts';

/** Every route of the API. A new capability adds its own file and one line here. */
export const routes: ZodOpenApiPathsObject = {
  ...formRoutes,
  ...eventRoutes,
  ...leadRoutes,
  ...leadChangeRoutes,
  ...scoringRoutes,
  ...configRoutes,
  ...docsRoutes,
};
