// Debian builds expat with DTDs; its header declares the limits on expansion only where told so.
#define XML_DTD
#include <expat.h>

#include <limits>
#include <map>
#include <memory>
#include <vector>

#include "feed/entities.h"
#include "feed/xml.h"

namespace isnad::feed {
namespace {

constexpr std::size_t kMaxEntityBytes = 256;        // a sign or a phrase; not a document
constexpr std::size_t kMaxEntities = 512;           // HTML's DTDs declare 253
constexpr std::size_t kMaxExpandedBytes = 1 << 20;  // of all entities of a document

struct ParserFree {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserFree>;

struct State {
  XML_Parser parser;
  XmlEvents& events;
  std::vector<XmlAttribute> attributes = {};
  std::map<std::string, std::string, std::less<>> entities = {};  // those short enough to expand
  std::size_t expanded_bytes = 0;
  bool stopped = false;
};

void OnStart(void* user, const XML_Char* name, const XML_Char** pairs) {
  State& state = *static_cast<State*>(user);
  if (state.stopped) return;
  state.attributes.clear();
  for (; *pairs != nullptr; pairs += 2) state.attributes.push_back({pairs[0], pairs[1]});
  if (state.events.OnStart(name, state.attributes)) return;
  state.stopped = true;
  XML_StopParser(state.parser, XML_FALSE);
}

void OnEnd(void* user, const XML_Char* name) {
  State& state = *static_cast<State*>(user);
  if (!state.stopped) state.events.OnEnd(name);
}

void OnText(void* user, const XML_Char* text, int length) {
  State& state = *static_cast<State*>(user);
  if (!state.stopped) state.events.OnText({text, static_cast<std::size_t>(length)});
}

// Values that hold another entity are left out: nesting is what makes a few bytes into gigabytes.
void OnEntityDeclared(void* user, const XML_Char* name, int is_parameter, const XML_Char* value,
                      int length, const XML_Char*, const XML_Char*, const XML_Char*,
                      const XML_Char*) {
  State& state = *static_cast<State*>(user);
  if (is_parameter != 0 || value == nullptr) return;
  const std::string_view text(value, static_cast<std::size_t>(length));
  const bool plain = text.find_first_of("&<") == std::string_view::npos;
  if (!plain || text.size() > kMaxEntityBytes || state.entities.size() >= kMaxEntities) return;
  state.entities.emplace(name, text);
}

// expat leaves general entities to us, because a default handler is set (see ReadStrict).
void OnSkippedEntity(void* user, const XML_Char* name, int is_parameter) {
  State& state = *static_cast<State*>(user);
  if (is_parameter != 0 || state.stopped) return;
  const auto declared = state.entities.find(std::string_view(name));
  std::string text = declared != state.entities.end() ? declared->second : NamedEntity(name);
  state.expanded_bytes += text.size();
  if (text.empty() || state.expanded_bytes > kMaxExpandedBytes) {
    text = std::string("&") + name + ";";
  }
  state.events.OnText(text);
}

void OnDefault(void*, const XML_Char*, int) {}

Error Refusal(XML_Parser parser) {
  return {Errc::kMalformed, "line " + std::to_string(XML_GetCurrentLineNumber(parser)) + ": " +
                                XML_ErrorString(XML_GetErrorCode(parser))};
}

}  // namespace

Result<void> ReadStrict(std::string_view text, XmlEvents& events) {
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return Fail(Errc::kTooLarge, "the document is over 2 GiB");
  }
  const Parser parser(XML_ParserCreate("UTF-8"));
  if (parser == nullptr) return Fail(Errc::kIo, "expat could not start");
  State state{parser.get(), events};
  XML_SetUserData(parser.get(), &state);
  XML_SetElementHandler(parser.get(), OnStart, OnEnd);
  XML_SetCharacterDataHandler(parser.get(), OnText);
  XML_SetEntityDeclHandler(parser.get(), OnEntityDeclared);
  // Setting a default handler turns off the expansion of internal entities in content.
  XML_SetDefaultHandler(parser.get(), OnDefault);
  XML_SetSkippedEntityHandler(parser.get(), OnSkippedEntity);
  XML_SetParamEntityParsing(parser.get(), XML_PARAM_ENTITY_PARSING_NEVER);
  // In attribute values expat expands by itself: 4 times the input from 1 MiB on is an attack.
  XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser.get(), 4.0F);
  XML_SetBillionLaughsAttackProtectionActivationThreshold(parser.get(), 1 << 20);
  const auto status = XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), XML_TRUE);
  if (status == XML_STATUS_OK || state.stopped) return {};
  return Fail(Refusal(parser.get()));
}

}  // namespace isnad::feed
