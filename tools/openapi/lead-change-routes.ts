import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { notFound, unauthenticated } from './problems.ts';

export const leadChangeRoutes: ZodOpenApiPathsObject = {
  '/v1/leads/{leadId}/visitors/{visitorId}': {
    delete: {
      operationId: 'unlinkVisitor',
      tags: ['Leads'],
      summary: 'Take a device’s history of visits off a lead',
      description:
        'As if the lead had never been identified on the device: the history is whose it would have been otherwise, and nothing was copied that would stay behind. ' +
        'Links in mails to the lead identify the device no more; a form that the person posts there does. For those who see contact details. Done twice it is 404, as what was never linked.',
      security: [{ token: [] }],
      requestParams: { path: z.object({ leadId: z.string(), visitorId: z.string() }) },
      responses: { '204': { description: 'Undone' }, '401': unauthenticated, '404': notFound },
    },
  },
};
