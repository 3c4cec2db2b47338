import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';

export const readDocsRoute = defineRoute({
  id: 'readDocs',
  method: 'GET',
  path: '/v1/docs',
  kind: 'docs',
  access: 'public',
  throttle: 20,
});

export const readDocsContract = () =>
  describeRoute(readDocsRoute, {
    tag: 'Documentation',
    summary: 'This document as a page',
    example: {},
    answers: { 200: { description: 'A page', mediaType: 'text/html', schema: z.string() } },
  });
