import { z } from 'zod';

export const OpenApi = z.looseObject({ openapi: z.string() });
export const Page = z.string();
