/** Whatever might be masked: who writes a template does not write how to reach anybody. */
export const addressOrNumber = /\S@\S+\.\S|(?:\+|(?<!\d)0)\d(?:[ .-]?\d){7,}/;

/** What is masked where it was shown must not go out as it stood there. */
export const hasMask = (text: string): boolean => text.includes('••');
