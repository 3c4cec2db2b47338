/**
 * The form as if it had no controls: a control named `reset`, `elements`, `id` or `closest` hides the form's own member of that name
 * (HTML, form element, legacy override of built-ins), so members are taken from the prototype. The browser's own functions want the
 * form itself, not this.
 */
export const unshadowed = (form: HTMLFormElement): HTMLFormElement =>
  new Proxy(form, {
    get(target, member) {
      const value = Reflect.get(HTMLFormElement.prototype, member, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (target, member, value) => Reflect.set(HTMLFormElement.prototype, member, value, target),
  });
