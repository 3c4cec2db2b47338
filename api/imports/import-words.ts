import { z } from 'zod';

export const ImportKind = z.enum(['leads', 'orders']);
