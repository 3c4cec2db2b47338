/** Styles of the whole page. */
declare module '*/base.css';

/** Classes of a file of styles by the names that they have there. */
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
