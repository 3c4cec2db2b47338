import { z } from 'zod';

/** The header of every route with a token that writes. */
export const idempotencyKey = {
  'Idempotency-Key': z.string().optional().meta({
    description:
      '1 to 255 printable characters, such as a new UUID for each request. Sent again with it within eight days, the same request is answered as the first time and changes nothing more. With another body it is 422; errors are not kept',
  }),
};
