import { z } from 'zod';

export const ConnectorPath = z.object({ connectorId: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i) });
export const exampleConnectorId = 'landing-thang-12';
