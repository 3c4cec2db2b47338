import { z } from 'zod';

/** The header of a route whose change may rest on what its caller saw. @param what whose version it names */
export const ifMatch = (what: 'lead' | 'opportunity' | 'choice' | 'company' | 'view' | 'profile' | 'target') => ({
  'If-Match': z
    .string()
    .optional()
    .meta({ description: `The version of the ${what} that this was decided on, such as "3". @default - any` }),
});
