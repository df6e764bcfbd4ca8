export { classify } from './classify.ts';
export { deferredWork } from './deferred.ts';
export { ownedTopics } from './owned.ts';
export type { Routed, RouteOptions } from './route.ts';
export { OTHER, routeQuestion } from './route.ts';
export { Topic } from './topics.ts';
