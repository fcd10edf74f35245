/** What makes a documentation wrong: symbols without words, links that lead nowhere, names that do not exist. */

import { readFileSync } from 'node:fs';
import {
  type CommentDisplayPart,
  type Context,
  DeclarationReflection,
  DocumentReflection,
  type ProjectReflection,
  type Reflection,
  ReflectionKind,
  SignatureReflection,
  type TypeScript as ts,
} from 'typedoc';
import { textOf } from './comments.ts';
import { type Finding, type FindingKind, type Place, placeAt, placeInComment, placeOf } from './findings.ts';
import { unknownStatuses } from './names.ts';
import type { PluginOptions } from './options.ts';
import { tagProblems } from './tags.ts';

/** Everything that is wrong with the comments and documents of a project. */
export function findingsIn(context: Context, options: PluginOptions): readonly Finding[] {
  const { project } = context;
  const reflections = Object.values(project.reflections);
  return reflections.flatMap((reflection) => {
    if (reflection instanceof DocumentReflection) return documentFindings(project, reflection, options);
    return [
      ...commentFindings(context, reflection, options),
      ...(isUndocumented(project, reflection, options) ? [undocumented(context, reflection)] : []),
    ];
  });
}

function commentFindings(
  context: Context,
  reflection: Reflection,
  { names }: PluginOptions,
): readonly Finding[] {
  const { comment } = reflection;
  if (comment === undefined) return [];
  const declaration = declarationOf(context, reflection);
  const at = (kind: FindingKind, name: string, message: string, where = name): Finding => ({
    ...placeInComment(declaration, where),
    kind,
    name,
    message,
  });
  const parts = [comment.summary, ...comment.blockTags.map(({ content }) => content)].flat();
  return [
    ...tagProblems(comment, names).map(({ kind, name, message }) => at(kind, name, message)),
    ...unknownStatuses(proseOf(parts), names).map((name) =>
      at('unknown-status', name, `there is no status ${name}`),
    ),
    ...deadLinks(parts).map((target) => at('dead-link', target, `this link leads nowhere: ${target}`)),
  ];
}

function documentFindings(
  project: ProjectReflection,
  document: DocumentReflection,
  { names }: PluginOptions,
): readonly Finding[] {
  const file = project.files.getReflectionPath(document) ?? '';
  const at = (name: string): Place => {
    const text = file === '' ? '' : readFileSync(file, 'utf8');
    return placeAt(file, text, text.indexOf(name));
  };
  const { content } = document;
  return [
    ...unknownStatuses(proseOf(content), names).map(
      (name): Finding => ({
        ...at(name),
        kind: 'unknown-status',
        name,
        message: `there is no status ${name}`,
      }),
    ),
    ...deadLinks(content).map(
      (name): Finding => ({
        ...at(name),
        kind: 'dead-link',
        name,
        message: `this link leads nowhere: ${name}`,
      }),
    ),
  ];
}

/** What a reader reads: code in a line, but no blocks of code, which may say anything. */
const proseOf = (parts: readonly CommentDisplayPart[]): string =>
  textOf(parts.filter(({ kind, text }) => kind !== 'code' || !text.includes('\n')));

/** Targets of links that were not found. */
function deadLinks(parts: readonly CommentDisplayPart[]): readonly string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'relative-link') return part.target === undefined ? [part.text] : [];
    if (part.kind !== 'inline-tag' || !/^@link(?:code|plain)?$/.test(part.tag)) return [];
    return part.target === undefined || part.target === '' ? [part.text.trim()] : [];
  });
}

const undocumented = (context: Context, reflection: Reflection): Finding => {
  const name = reflection.getFriendlyFullName();
  return {
    ...placeOf(declarationOf(context, reflection)),
    kind: 'undocumented',
    name,
    message: `${name} has no documentation`,
  };
};

function declarationOf(context: Context, reflection: Reflection): ts.Node | undefined {
  for (let one: Reflection | undefined = reflection; one !== undefined; one = one.parent) {
    const declaration = context.getSymbolFromReflection(one)?.declarations?.[0];
    if (declaration !== undefined) return declaration;
  }
  return undefined;
}

/** Kinds that need words. */
const NEEDS_WORDS =
  ReflectionKind.Enum |
  ReflectionKind.EnumMember |
  ReflectionKind.Variable |
  ReflectionKind.Function |
  ReflectionKind.Class |
  ReflectionKind.Interface |
  ReflectionKind.Property |
  ReflectionKind.Method |
  ReflectionKind.Accessor |
  ReflectionKind.TypeAlias;

function isUndocumented(
  project: ProjectReflection,
  reflection: Reflection,
  { undocumented: exempt }: PluginOptions,
): boolean {
  if (!(reflection instanceof DeclarationReflection) || !reflection.kindOf(NEEDS_WORDS)) return false;
  if (isInPlace(reflection) || hasWords(reflection) || hasMeaningElsewhere(reflection)) return false;
  const symbol = project.getSymbolIdFromReflection(reflection);
  if (symbol === undefined || symbol.packageName !== project.packageName) return false;
  const { packagePath } = symbol;
  return !exempt.some(
    (pattern) => pattern.test(reflection.getFriendlyFullName()) || pattern.test(packagePath),
  );
}

/** Part of a parameter's or a result's type that is written in place: the parameter's own text is about it. */
function isInPlace(reflection: Reflection): boolean {
  for (let one = reflection.parent; one !== undefined; one = one.parent)
    if (one.kindOf(ReflectionKind.Parameter) || one.kindOf(ReflectionKind.SomeSignature)) return true;
  return false;
}

/** Words of its own, of each of its signatures, or, where its type is written in place, of the signatures of that. */
function hasWords(reflection: DeclarationReflection): boolean {
  if (reflection.hasComment()) return true;
  const { type } = reflection;
  const own = reflection.getNonIndexSignatures();
  const signatures =
    own.length === 0 && type?.type === 'reflection' ? type.declaration.getNonIndexSignatures() : own;
  return signatures.length > 0 && signatures.every((signature) => signature.hasComment());
}

/**
 * What discriminates a union (`kind: 'returned'`) is explained where the union is, the members of an alias in its
 * comment, and a member that is a routine at its interface.
 */
function hasMeaningElsewhere(reflection: DeclarationReflection): boolean {
  const { type, parent } = reflection;
  if (reflection.name === 'kind' && type?.type === 'literal') return true;
  if (parent?.name === '__type') return true;
  if (!reflection.kindOf(ReflectionKind.Property) || type?.type !== 'reference') return false;
  return type.reflection instanceof DeclarationReflection && isRoutineInterface(type.reflection);
}

/** An interface that is one call, with its words on the signature, where editors look. */
export const isRoutineInterface = (reflection: Reflection): reflection is DeclarationReflection =>
  reflection instanceof DeclarationReflection &&
  reflection.kindOf(ReflectionKind.Interface) &&
  (reflection.signatures ?? []).length > 0 &&
  (reflection.signatures ?? []).every(
    (signature) => signature instanceof SignatureReflection && signature.hasComment(),
  );
