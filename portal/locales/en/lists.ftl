# Home, find, bodies, contradictions.
home-intro = Which surveillance technology was bought, how it was used and how it ended: what authorities filed, what others claim with their source, and what nobody filed.
home-search = What are you looking for?
home-search-hint = A technology, a body, a company or a word: Pegasus, geolocation, drone.
home-empty = Nobody has filed anything yet.
home-state = How the register stands
home-technologies = { $n ->
    [one] technology registered
   *[other] technologies registered
}
home-unfiled = { $n ->
    [one] technology of which its holder filed nothing
   *[other] technologies of which their holder filed nothing
}
home-claims = { $n ->
    [one] claim by others, with its source
   *[other] claims by others, with their source
}
home-disagreements = { $n ->
    [one] question that the sources answer differently
   *[other] questions that the sources answer differently
}
home-weightiest = Most documented technologies
home-all = See all technologies
home-classes = By class
home-stages = How far it is known
home-latest = Latest entries
home-log = See the whole log
holder-unknown = not known who
find-title = Technologies
find-words = Words
find-class = Class
find-holder = Held by
find-stage = Last stage known
find-any = Any
find-unfiled = Only those nobody reported: the holder filed nothing
find-apply = Apply
find-clear = Drop the filters
find-count = { $n ->
    [0] No technology
    [one] 1 technology
   *[other] { $n } technologies
}
find-caption = Technologies, the one registered last first
find-name = Technology
find-reached = Last stage known
find-filed = Filed by its holder
find-claims = Claims
find-none = Nothing meets everything asked for at once. That it is not here does not mean that it does not exist: only that nobody filed or claimed it.
find-problem = “{ $value }” in “{ $field }” cannot be understood. Choose one of the options.
find-without-q = Without the words: { $n }
find-without-class = Without the class: { $n }
find-without-holder = Without who holds it: { $n }
find-without-stage = Without the stage: { $n }
find-without-unfiled = Also with filings of the holder: { $n }
filed-nothing = nothing
bodies-count = { $n ->
    [one] The register describes 1 body or company.
   *[other] The register describes { $n } bodies and companies.
}
bodies-found = { $n ->
    [one] 1 body or company is described by that name or of that kind.
   *[other] { $n } bodies and companies are described by that name or of that kind.
}
bodies-words = Words of its name, its short name or its id
bodies-kind = Kind
bodies-id-or-words = The id of a body or company, as mx/sedena, or words of its name to find it.
bodies-look = All of them
body-to-desk = What it owes, and to file for it
body-holds = Technology it holds
body-holds-caption = What it filed and what not, by technology
body-makes = Technology it makes
body-makes-caption = Technologies of this maker
body-filed-of-it = Filed by its holder
body-filed-all = Filed something of all technology it holds
body-filed-nothing = Filed nothing of the technology it holds ({ $n })
body-filed-some = Filed nothing of { $n } of the technologies it holds
body-powers = What the law lets it do
body-powers-caption = Powers, with the law that gives them
body-no-powers = The register has no legal power of this body to surveil.
body-succession = Where it comes from and what follows it
body-succeeds = Succeeds
body-successors = Succeeded by
body-parts = Parts of it
body-filed = What it filed
body-about = What others filed or claim
body-more = Only the latest here; all the rest is reached by each technology and in the log
body-sources = Sources of this description
body-id = Id of the body:
body-described = described in
power = Power
law = Law
article = Article
from = From
until = Until
not-filed = not stated
disagreements-count = { $n ->
    [0] No question has different answers today.
    [one] 1 question has different answers.
   *[other] { $n } questions have different answers.
}
answers-more = { $n ->
    [one] One more answer in the files of this page.
   *[other] { $n } more answers in the files of this page.
}
find-near = { $n ->
    [one] Did you mean “{ $words }”? One technology.
   *[other] Did you mean “{ $words }”? { $n } technologies.
}
find-changed = { $form } by { $filer }, entry { $n }.
