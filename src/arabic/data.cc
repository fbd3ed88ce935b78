#include "arabic/data.h"

#include <cstddef>

// Symbols that cmake/isnad.cmake makes of the files.
extern "C" {
extern const char isnad_arabic_contexts_tsv[];
extern const char isnad_arabic_contexts_tsv_end[];
extern const char isnad_arabic_nations_tsv[];
extern const char isnad_arabic_nations_tsv_end[];
extern const char isnad_arabic_plurals_tsv[];
extern const char isnad_arabic_plurals_tsv_end[];
extern const char isnad_arabic_spellings_tsv[];
extern const char isnad_arabic_spellings_tsv_end[];
extern const char isnad_arabic_function_words_tsv[];
extern const char isnad_arabic_function_words_tsv_end[];
extern const char isnad_arabic_given_names_tsv[];
extern const char isnad_arabic_given_names_tsv_end[];
extern const char isnad_arabic_name_costs_tsv[];
extern const char isnad_arabic_name_costs_tsv_end[];
extern const char isnad_arabic_name_words_tsv[];
extern const char isnad_arabic_name_words_tsv_end[];
extern const char isnad_arabic_language_words_tsv[];
extern const char isnad_arabic_language_words_tsv_end[];
extern const char isnad_arabic_months_tsv[];
extern const char isnad_arabic_months_tsv_end[];
extern const char isnad_arabic_number_words_tsv[];
extern const char isnad_arabic_number_words_tsv_end[];
extern const char isnad_arabic_protected_tsv[];
extern const char isnad_arabic_protected_tsv_end[];
extern const char isnad_arabic_date_words_tsv[];
extern const char isnad_arabic_date_words_tsv_end[];
extern const char isnad_arabic_time_words_tsv[];
extern const char isnad_arabic_time_words_tsv_end[];
}

namespace isnad::arabic {
namespace {

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::string_view FunctionWordsTsv() {
  return Between(isnad_arabic_function_words_tsv, isnad_arabic_function_words_tsv_end);
}

std::string_view GivenNamesTsv() {
  return Between(isnad_arabic_given_names_tsv, isnad_arabic_given_names_tsv_end);
}

std::string_view NameCostsTsv() {
  return Between(isnad_arabic_name_costs_tsv, isnad_arabic_name_costs_tsv_end);
}

std::string_view NameWordsTsv() {
  return Between(isnad_arabic_name_words_tsv, isnad_arabic_name_words_tsv_end);
}

std::string_view LanguageWordsTsv() {
  return Between(isnad_arabic_language_words_tsv, isnad_arabic_language_words_tsv_end);
}

std::string_view MonthsTsv() {
  return Between(isnad_arabic_months_tsv, isnad_arabic_months_tsv_end);
}

std::string_view NumberWordsTsv() {
  return Between(isnad_arabic_number_words_tsv, isnad_arabic_number_words_tsv_end);
}

std::string_view ProtectedTsv() {
  return Between(isnad_arabic_protected_tsv, isnad_arabic_protected_tsv_end);
}

std::string_view DateWordsTsv() {
  return Between(isnad_arabic_date_words_tsv, isnad_arabic_date_words_tsv_end);
}

std::string_view TimeWordsTsv() {
  return Between(isnad_arabic_time_words_tsv, isnad_arabic_time_words_tsv_end);
}

std::string_view ContextsTsv() {
  return Between(isnad_arabic_contexts_tsv, isnad_arabic_contexts_tsv_end);
}

std::string_view NationsTsv() {
  return Between(isnad_arabic_nations_tsv, isnad_arabic_nations_tsv_end);
}

std::string_view PluralsTsv() {
  return Between(isnad_arabic_plurals_tsv, isnad_arabic_plurals_tsv_end);
}

std::string_view SpellingsTsv() {
  return Between(isnad_arabic_spellings_tsv, isnad_arabic_spellings_tsv_end);
}

}  // namespace isnad::arabic
