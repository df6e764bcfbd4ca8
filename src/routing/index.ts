export { deferredWork } from './deferred.ts';
export { ownedTopics } from './owned.ts';
export { OTHER, routeQuestion } from './route.ts';
export { Topic } from './topics.ts';
