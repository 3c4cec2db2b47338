/** Makes a value when it is first asked for, and keeps it: what a function may never need is no part of its start. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
